// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imagelayers.h"
#include "model/images/instructiontext.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>

using namespace longshore;
using namespace Qt::StringLiterals;

/// The steps of an image: what they say, which made a layer, and who shares it.
class tst_ImageLayers : public QObject
{
    Q_OBJECT

    static QList<ImageHistoryEntry> history(const QList<std::pair<QString, qint64>> &steps)
    {
        QList<ImageHistoryEntry> entries; // newest first
        for (const auto &[text, size] : steps) {
            ImageHistoryEntry entry;
            entry.createdBy = text;
            entry.size = size;
            entries.prepend(entry);
        }
        return entries;
    }

private Q_SLOTS:
    void A4_39_instructions_data()
    {
        QTest::addColumn<QString>("instruction");
        QTest::newRow("/bin/sh -c #(nop)  CMD [\"sh\"]") << u"CMD [\"sh\"]"_s;
        QTest::newRow("/bin/sh -c #(nop) COPY file:ab in /code ") << u"COPY file:ab in /code"_s;
        QTest::newRow("/bin/sh -c apt-get update") << u"RUN apt-get update"_s;
        QTest::newRow("/bin/sh -ec apt-get update") << u"RUN apt-get update"_s;
        QTest::newRow("|1 A=b /bin/sh -c make $A") << u"RUN make $A"_s;
        QTest::newRow("|2 A=b C=d=e /bin/bash -o pipefail -c x") << u"RUN x"_s;
        QTest::newRow("RUN /bin/sh -c pip install x # buildkit") << u"RUN pip install x"_s;
        QTest::newRow("RUN |1 A=b /bin/sh -c pip install x # buildkit") << u"RUN pip install x"_s;
        QTest::newRow("COPY . /code # buildkit") << u"COPY . /code"_s;
        QTest::newRow("ENV A=1") << u"ENV A=1"_s;
        QTest::newRow("|0 /bin/bash -euxo pipefail -c x") << u"RUN x"_s;
        QTest::newRow("/bin/bash -c #(nop)  USER 1000") << u"USER 1000"_s;
        QTest::newRow("|1 WHO=hello world /usr/bin/zsh -c echo $WHO") << u"RUN echo $WHO"_s;
        QTest::newRow("|2 WHO=world A=b nush -e echo") << u"RUN nush -e echo"_s;
        QTest::newRow("|1 TOKEN=a b /bin/sh -c sh -c make") << u"RUN sh -c make"_s;
        QTest::newRow("cmd /S /C dir") << u"RUN dir"_s;
        QTest::newRow("powershell -Command dir") << u"RUN dir"_s;
        QTest::newRow("RUN push -c x") << u"RUN push -c x"_s;
        QTest::newRow("/bin/sh -c #(nop) ") << QString();
        QTest::newRow("a\tb\nc") << u"a b c"_s;
        QTest::newRow("/bin/sh -c #(nop) COPY dir:5be3b3fcc50f830824752edb4431878cc9a7042333915dc65604d706e7c3d049 in /a") << u"COPY dir:5be3b3fcc50f… in /a"_s;
        QTest::newRow("") << QString();
    }
    void A4_39_instructions()
    {
        QFETCH(QString, instruction);
        QCOMPARE(instructionText(QString::fromUtf8(QTest::currentDataTag())), instruction);
    }
    void A4_39_hostileInstructionsTakeNoTime()
    {
        for (const QString &part : {u"a=a="_s, u"TOKEN=a "_s, u"a "_s, u"/a"_s, u"\""_s, u"--token "_s}) {
            for (const QString &start : {u"|1 "_s, u"ENV "_s, u"RUN "_s, u"RUN TOKEN="_s})
                QVERIFY(instructionText(start + part.repeated(50'000) + u" x"_s).size() < 50'000); // cut
        }
    }

    /// Whoever sees the screen sees no secret; `abc` and `d e` are some.
    void A5_184_instructionsShowNoSecret_data()
    {
        QTest::addColumn<QString>("shown");
        QTest::newRow("ENV API_TOKEN=abc") << u"ENV API_TOKEN=•••"_s;
        QTest::newRow("ENV A=1 TOKEN=abc") << u"ENV A=1 TOKEN=•••"_s;
        QTest::newRow("ENV A=1 TOKEN=d e B=2 # buildkit") << u"ENV A=1 TOKEN=••• B=2"_s;
        QTest::newRow("ENV TOKEN=\"abc\" B=2") << u"ENV TOKEN=••• B=2"_s;
        QTest::newRow("ENV TOKEN==abc==") << u"ENV TOKEN=•••"_s;
        QTest::newRow("ENV TOKEN abc d e") << u"ENV TOKEN •••"_s;
        QTest::newRow("ENV A abc TOKEN=abc") << u"ENV A abc TOKEN=•••"_s;
        QTest::newRow("/bin/sh -c #(nop)  ENV TOKEN=abc") << u"ENV TOKEN=•••"_s;
        QTest::newRow("LABEL com.x/token=abc a=b") << u"LABEL com.x/token=••• a=b"_s;
        QTest::newRow("ARG TOKEN=abc") << u"ARG TOKEN=•••"_s;
        QTest::newRow("ARG TOKEN") << u"ARG TOKEN"_s;
        QTest::newRow("ENV TOKEN= A=1") << u"ENV TOKEN= A=1"_s;
        QTest::newRow("|1 TOKEN=abc /bin/sh -c make") << u"RUN make"_s;
        QTest::newRow("RUN |1 TOKEN=abc /bin/sh -c TOKEN='d e' B=1 make # buildkit") << u"RUN TOKEN=••• B=1 make"_s;
        QTest::newRow("RUN TOKEN=\"d\\\" e\" make") << u"RUN TOKEN=••• make"_s;
        QTest::newRow("RUN TOKEN=\"d e") << u"RUN TOKEN=•••"_s;
        QTest::newRow("RUN login --password abc --user me --token=abc") << u"RUN login --password ••• --user me --token=•••"_s;
        QTest::newRow("RUN login --password --user me") << u"RUN login --password --user me"_s;
        QTest::newRow("RUN pip install google-auth==1.0") << u"RUN pip install google-auth==1.0"_s;
        QTest::newRow("RUN curl https://me:abc@host/?token=abc") << u"RUN curl https://me:•••@host/?token=•••"_s;
        QTest::newRow("CMD [\"x\", \"--token=abc\"]") << u"CMD [\"x\", \"--token=•••"_s;
    }
    void A5_184_instructionsShowNoSecret()
    {
        QTEST(instructionText(QString::fromUtf8(QTest::currentDataTag())), "shown");
    }

    void A4_39_stepsAndLayers_data()
    {
        QTest::addColumn<QList<ImageHistoryEntry>>("entries");
        QTest::addColumn<int>("layers");
        QTest::addColumn<QList<ImageStep>>("steps");
        QTest::addColumn<QList<int>>("positions");
        const QList<ImageStep> none;
        QTest::newRow("by size") << history({{u"ADD x"_s, 10}, {u"ENV a=b"_s, 0}, {u"RUN y"_s, 5}}) << 2 << none << QList<int>{0, -1, 1};
        QTest::newRow("an empty layer") << history({{u"ADD x"_s, 10}, {u"RUN true"_s, 0}, {u"CMD a"_s, 0}}) << 2 << none << QList<int>{0, 1, -1};
        QTest::newRow("WORKDIR made one") << history({{u"ADD x"_s, 10}, {u"WORKDIR /a"_s, 0}}) << 2 << none << QList<int>{0, 1};
        QTest::newRow("WORKDIR made none") << history({{u"ADD x"_s, 10}, {u"WORKDIR /a"_s, 0}, {u"RUN true"_s, 0}}) << 2 << none << QList<int>{0, -1, 1};
        QTest::newRow("the index knows") << history({{u"ADD x"_s, 10}, {u"ENV a"_s, 0}, {u"LABEL b"_s, 0}}) << 2 << QList<ImageStep>{{{}, 0}, {{}, -1}, {{}, 1}} << QList<int>{0, -1, 1};
        QTest::newRow("nothing adds up") << history({{u"ADD x"_s, 10}}) << 3 << none << QList<int>{-1};
        QTest::newRow("no history") << QList<ImageHistoryEntry>() << 1 << none << QList<int>();
    }
    void A4_39_stepsAndLayers()
    {
        QFETCH(QList<ImageHistoryEntry>, entries);
        QFETCH(int, layers);
        QFETCH(QList<ImageStep>, steps);
        QList<int> positions;
        for (const ImageLayer &layer : joinLayers(entries, QStringList(layers, u"x"_s), steps, {}))
            positions.append(layer.layer);
        QTEST(positions, "positions");
    }

    void A4_39_sharers()
    {
        const QStringList own{u"a"_s, u"b"_s, u"c"_s};
        const QMap<QString, QStringList> others{{u"x:1"_s, {u"a"_s, u"b"_s}}, {u"y:1"_s, {u"a"_s}}, {u"z:1"_s, {u"x"_s, u"b"_s, u"c"_s}}};
        QCOMPARE(sharersOf(own, others), (QList<QStringList>{{u"x:1"_s, u"y:1"_s}, {u"x:1"_s}, {}}));
        QCOMPARE(sharersOf(own, {}), QList<QStringList>(3));
        QCOMPARE(sharersOf({}, others), QList<QStringList>());
    }

    /// A step between two layers belongs to whoever has the upper one; above the last one it is nobody else's.
    void A4_39_sharersOfStepsWithoutALayer()
    {
        const auto layers = joinLayers(history({{u"ADD x"_s, 10}, {u"ENV a=b"_s, 0}, {u"RUN y"_s, 5}, {u"CMD z"_s, 0}}), {u"1"_s, u"2"_s}, {}, {{u"p"_s, u"q"_s}, {u"p"_s}});
        QStringList shown;
        ImageLayersModel model;
        model.setLayers(layers);
        for (int row = 3; row >= 0; --row)
            shown.append(model.index(row, ImageLayersModel::SharedColumn).data().toString());
        QCOMPARE(shown, (QStringList{u"2 images"_s, u"1 image"_s, u"1 image"_s, u"metadata only"_s}));
        QCOMPARE(model.index(3, ImageLayersModel::SharedColumn).data(Qt::ToolTipRole).toString(), u"p\nq"_s);
        model.setLayers(joinLayers(history({{u"ADD x"_s, 10}}), {u"1"_s, u"2"_s}, {}, {}));
        QCOMPARE(model.index(0, ImageLayersModel::SharedColumn).data().toString(), u"–"_s); // who knows which layer that was
    }

    void A4_39_table()
    {
        ImageLayersModel model;
        const QAbstractItemModelTester tester(&model);
        model.setLayers(joinLayers(history({{u"ADD rootfs /"_s, 100}, {u"RUN x"_s, 25}, {u"CMD y"_s, 0}}), {u"1"_s, u"2"_s}, {}, {{u"a"_s, u"b"_s, u"c"_s}, {}}));
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(text(0, ImageLayersModel::NumberColumn), u"3"_s); // newest first
        QCOMPARE(text(0, ImageLayersModel::SharedColumn), u"metadata only"_s);
        QCOMPARE(text(1, ImageLayersModel::SharedColumn), u"own"_s);
        QCOMPARE(text(2, ImageLayersModel::SharedColumn), u"3 images"_s);
        QCOMPARE(text(1, ImageLayersModel::SizeColumn), u"25 B"_s);
        QCOMPARE(text(1, ImageLayersModel::InstructionColumn), u"RUN x"_s);
        QCOMPARE(model.index(1, 0).data(ImageLayersModel::ShareRole).toDouble(), 0.25);
        QCOMPARE(model.rowOf(1), 1);
        QCOMPARE(model.rowOf(7), -1);
    }
};

LONGSHORE_TEST_MAIN(tst_ImageLayers)
#include "tst_imagelayers.moc"
