// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/types/jsonread.h"
#include "model/images/layeraccount.h"
#include "model/images/layersizes.h"
#include "tests/support/testmain.h"
#include "tests/support/transcript.h"

#include <QMap>
#include <QRandomGenerator>
#include <QTest>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace longshore;

namespace
{

const QString emptyLayer = u"sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"_s;

ImageId id(const QString &text)
{
    return {text};
}

QStringList words(const QString &text)
{
    return text.split(u' ', Qt::SkipEmptyParts);
}

/// "COPY:5 CMD:0" as a history, newest first.
QList<ImageHistoryEntry> history(const QString &text)
{
    QList<ImageHistoryEntry> steps;
    for (const QString &word : words(text)) {
        ImageHistoryEntry step;
        step.createdBy = word.section(u':', 0, 0);
        if (step.createdBy == u"CMD"_s)
            step.createdBy = u"/bin/sh -c #(nop)  CMD [\"sh\"]"_s;
        step.size = word.section(u':', 1).toLongLong();
        steps.append(step);
    }
    return steps;
}

/// What an account should say, counted anew each time from everything there is.
struct Slow {
    QMap<QString, QStringList> images; ///< chains: each name holds all below it
    QMap<QString, qint64> sizes;
    QSet<QString> used;

    int having(const QString &layer) const
    {
        return int(std::count_if(images.begin(), images.end(), [&](const QStringList &chain) { return chain.contains(layer); }));
    }
    qint64 unique(const QString &image) const
    {
        qint64 sum = 0;
        for (const QString &layer : images.value(image))
            sum += having(layer) == 1 ? sizes[layer] : 0;
        return sum;
    }
    qint64 onDisk(bool unusedOnly) const
    {
        QSet<QString> kept;
        QSet<QString> all;
        for (auto image = images.cbegin(); image != images.cend(); ++image) {
            for (const QString &layer : *image) {
                all.insert(layer);
                if (used.contains(image.key()))
                    kept.insert(layer);
            }
        }
        qint64 sum = 0;
        for (const QString &layer : std::as_const(all))
            sum += unusedOnly && kept.contains(layer) ? 0 : sizes[layer];
        return sum;
    }
};

} // namespace

class TestLayerAccount : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void A1_10_uniqueAndShared()
    {
        LayerAccount account;
        QCOMPARE(account.setImage(id(u"a"_s), {u"base"_s, u"x"_s}), QSet<ImageId>{id(u"a"_s)});
        QCOMPARE(account.share(id(u"a"_s)).unique, -1);
        account.setSizes(id(u"a"_s), {100, 7});
        QCOMPARE(account.share(id(u"a"_s)), (ImageShare{107, 0, 2, 0}));
        // The other one takes its base away from what is its own.
        QCOMPARE(account.setImage(id(u"b"_s), {u"base"_s, u"y"_s}), (QSet<ImageId>{id(u"a"_s), id(u"b"_s)}));
        QCOMPARE(account.share(id(u"a"_s)), (ImageShare{7, 100, 1, 1}));
        QCOMPARE(account.share(id(u"b"_s)), (ImageShare{-1, 100, 1, 1}));
        QVERIFY(!account.knowsSizes(id(u"b"_s)));
        account.setSizes(id(u"b"_s), {999, 3}); // what is known of the base stays
        QCOMPARE(account.share(id(u"b"_s)), (ImageShare{3, 100, 1, 1}));
        QCOMPARE(account.together({id(u"a"_s), id(u"b"_s)}), (LayerSum{110, 110}));
        QCOMPARE(account.together({id(u"a"_s)}), (LayerSum{107, 7}));
        QCOMPARE(account.remove(id(u"b"_s)), (QSet<ImageId>{id(u"a"_s), id(u"b"_s)}));
        QCOMPARE(account.share(id(u"a"_s)), (ImageShare{107, 0, 2, 0}));
        QCOMPARE(account.share(id(u"b"_s)), ImageShare());
    }

    /// B.1 #10: an image that only adds a step without files has nothing to itself, and that is the truth.
    void B1_10_aStepWithoutFilesAddsNothing()
    {
        LayerAccount account;
        account.setImage(id(u"a"_s), {u"base"_s});
        account.setImage(id(u"b"_s), {u"base"_s, emptyLayer});
        account.setSizes(id(u"b"_s), {100, 0});
        QCOMPARE(account.share(id(u"a"_s)), (ImageShare{0, 100, 0, 1}));
        QCOMPARE(account.share(id(u"b"_s)), (ImageShare{0, 100, 1, 1}));
        QCOMPARE(account.together({id(u"a"_s), id(u"b"_s)}).freed, 100);
    }

    void A1_10_oneDiffOnTwoBasesIsTwoLayers()
    {
        LayerAccount account;
        account.setImage(id(u"a"_s), {u"base"_s, u"x"_s});
        account.setImage(id(u"b"_s), {u"other"_s, u"x"_s});
        account.setSizes(id(u"a"_s), {10, 1});
        account.setSizes(id(u"b"_s), {20, 1});
        QCOMPARE(account.totals(), (DiskTotals{32, 32, 0}));
        QCOMPARE(account.share(id(u"a"_s)).shared, 0);
    }

    void A1_11_totalsCountEveryLayerOnce()
    {
        LayerAccount account;
        account.setImage(id(u"a"_s), {u"base"_s, u"x"_s});
        account.setImage(id(u"b"_s), {u"base"_s, u"y"_s});
        QCOMPARE(account.totals(), (DiskTotals{0, 0, 3}));
        account.setSizes(id(u"a"_s), {100, 7});
        account.setSizes(id(u"b"_s), {100, 3});
        QCOMPARE(account.totals(), (DiskTotals{110, 110, 0}));
        account.setUsed({id(u"b"_s), id(u"gone"_s)});
        QCOMPARE(account.totals(), (DiskTotals{110, 7, 0}));
        account.setUsed({});
        account.remove(id(u"a"_s));
        QCOMPARE(account.totals(), (DiskTotals{103, 103, 0}));
        account.remove(id(u"b"_s));
        QCOMPARE(account.totals(), DiskTotals());
        // A used image that comes back is still used.
        account.setUsed({id(u"a"_s)});
        account.setImage(id(u"a"_s), {u"base"_s});
        account.setSizes(id(u"a"_s), {100});
        QCOMPARE(account.totals(), (DiskTotals{100, 0, 0}));
    }

    void A1_10_anyChangesEndAtTheSameNumbers()
    {
        QRandomGenerator random(7);
        LayerAccount account;
        Slow slow;
        for (int round = 0; round < 400; ++round) {
            const QString image = QString(QChar(u'a' + random.bounded(8)));
            switch (random.bounded(4)) {
            case 0:
                account.remove(id(image));
                slow.images.remove(image);
                break;
            case 1:
                if (!slow.used.remove(image))
                    slow.used.insert(image);
                break;
            default: {
                QStringList layers;
                QStringList chain;
                QList<qint64> sizes;
                for (int n = 1 + random.bounded(4); n > 0; --n) {
                    layers.append(QString::number(random.bounded(2)));
                    chain.append(layers.join(u'/'));
                    sizes.append(slow.sizes[chain.back()] = qHash(chain.back(), 3) % 1000);
                }
                account.setImage(id(image), layers);
                account.setSizes(id(image), sizes);
                slow.images.insert(image, chain);
            }
            }
            QSet<ImageId> used;
            for (const QString &one : std::as_const(slow.used))
                used.insert(id(one));
            account.setUsed(used);
            QCOMPARE(account.totals(), (DiskTotals{slow.onDisk(false), slow.onDisk(true), 0}));
            for (auto one = slow.images.cbegin(); one != slow.images.cend(); ++one)
                QCOMPARE(account.share(id(one.key())).unique, slow.unique(one.key()));
        }
    }

    void A1_10_sizesOfLayersFromTheHistory_data()
    {
        QTest::addColumn<QString>("layers");
        QTest::addColumn<QString>("steps"); ///< newest first
        QTest::addColumn<QList<qint64>>("sizes");
        using Sizes = QList<qint64>;
        QTest::newRow("a step with bytes made a layer") << u"b x"_s << u"CMD:0 COPY:7 CMD:0 ADD:100"_s << Sizes{100, 7};
        QTest::newRow("the empty layer takes nothing") << u"b E x"_s << u"COPY:7 RUN:0 ADD:100"_s << Sizes{100, 0, 7};
        QTest::newRow("a layer of directories has no bytes") << u"b x"_s << u"CMD:0 RUN:0 ADD:100"_s << Sizes{100, 0};
        QTest::newRow("nothing has bytes") << u"b x"_s << u"bench:0"_s << Sizes{0, 0};
        QTest::newRow("no history") << u"b x"_s << u""_s << Sizes{};
        QTest::newRow("which of the steps was it?") << u"b x"_s << u"RUN:0 RUN:0 ADD:100"_s << Sizes{};
        QTest::newRow("fewer steps than layers") << u"b x y"_s << u"ADD:100"_s << Sizes{};
        QTest::newRow("no layers") << u""_s << u"CMD:0"_s << Sizes{};
        QTest::newRow("no bytes in the empty layer") << u"b x E"_s << u"RUN:5 RUN:0 ADD:100"_s << Sizes{100, 5, 0};
        QTest::newRow("WORKDIR found its folder") << u"b x"_s << u"RUN:0 WORKDIR:0 ADD:100"_s << Sizes{100, 0};
    }
    void A1_10_sizesOfLayersFromTheHistory()
    {
        QFETCH(QString, layers);
        QFETCH(QString, steps);
        QTEST(layerSizes(words(layers).replaceInStrings(u"E"_s, emptyLayer), history(steps)), "sizes");
    }

    /// What five engines say of the same image, made of two layers.
    void A1_10_everyEnginesHistory_data()
    {
        QTest::addColumn<qint64>("base");
        QTest::addColumn<qint64>("second");
        QTest::newRow("docker-20.10.24") << qint64(1982256) << qint64(3216);
        QTest::newRow("docker-26.1.5") << qint64(1982256) << qint64(3216);
        QTest::newRow("docker-26.1.5-containerdstore") << qint64(1990656) << qint64(8192);
        QTest::newRow("podman-4.3.1") << qint64(1984512) << qint64(142848);
        QTest::newRow("podman-5.4.2") << qint64(1984512) << qint64(142848);
    }
    void A1_10_everyEnginesHistory()
    {
        const QString engine = QString::fromLatin1(QTest::currentDataTag());
        const auto body = [&](const char *call) {
            return jsonread::parse(test::Transcript::load(engine, QString::fromLatin1(call)).body()).value();
        };
        QList<ImageHistoryEntry> steps;
        for (const nlohmann::json &step : body("image-history"))
            steps.append(ImageHistoryEntry::fromJson(step));
        const ImageDetails details = ImageDetails::fromJson(body("image-inspect"));
        QFETCH(qint64, base);
        QFETCH(qint64, second);
        QCOMPARE(layerSizes(details.layers, steps), (QList<qint64>{base, second}));
    }
};

LONGSHORE_TEST_MAIN(TestLayerAccount)
#include "tst_layeraccount.moc"
