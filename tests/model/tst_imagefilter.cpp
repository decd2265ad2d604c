// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagefilter.h"
#include "model/images/imagefiltercompletion.h"
#include "model/images/imagegroups.h"
#include "model/images/layeraccount.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace longshore;

namespace
{
const QDateTime now(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);

/// A row of this familiar and full name.
ImageTag tagged(const QString &reference, const QString &full = {})
{
    ImageTag tag;
    tag.reference = reference;
    tag.fullReference = full.isEmpty() ? reference : full;
    tag.tag = reference.section(u':', -1);
    return tag;
}

bool matches(const QString &text, const ImageFilterSubject &subject)
{
    return ImageFilter::parse(text).matches(subject, now);
}
} // namespace

class TestImageFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The image asked about: quay.io/keboola/Python-x:3.12, 600 MB, 40 days old, used by web-1 and job, amd64,
    /// runnable, 100 MB of it its own.
    void A1_8_terms_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        const auto row = [](const QString &text, bool matches) { QTest::newRow(qPrintable(text)) << text << matches; };
        row(u""_s, true);
        row(u"python"_s, true);
        row(u"PYTHON keboola"_s, true);
        row(u"python php"_s, false);
        row(u"-php"_s, true);
        row(u"-python"_s, false);
        row(u"python-x:3.12"_s, true);
        row(u"ab12"_s, true);
        row(u"sha256:ab12"_s, true);
        row(u"b12"_s, false);
        row(u"size>500M"_s, true);
        row(u"size>600M"_s, false);
        row(u"size>=600M"_s, true);
        row(u"size<=0.6G"_s, true);
        row(u"size<1GiB"_s, true);
        row(u"-size>500M"_s, false);
        row(u"older:30d"_s, true);
        row(u"older:6w"_s, false);
        row(u"newer:2mo"_s, true);
        row(u"unused"_s, false);
        row(u"-unused"_s, true);
        row(u"used"_s, true);
        row(u"dangling"_s, false);
        row(u"runnable"_s, true);
        row(u"arch:AMD64"_s, true);
        row(u"arch:arm64"_s, false);
        row(u"label:stage"_s, true);
        row(u"label:stage=build"_s, true);
        row(u"label:stage=run"_s, false);
        row(u"label:\"note=two words\""_s, true);
        row(u"-label:other"_s, true);
        row(u"\"unused\""_s, false); // a word
        row(u"size>500M -unused label:stage python"_s, true);
        row(u"unique>99M"_s, true);
        row(u"unique<=99M"_s, false);
        row(u"age>30d"_s, true);
        row(u"age<30d"_s, false);
        row(u"age>=40d"_s, true);
        row(u"-age>6w"_s, true);
        row(u"UNUSED"_s, false);
        row(u"component"_s, false);
        row(u"-component"_s, true);
        row(u"outdated"_s, false);
        row(u"label:st*"_s, true);
        row(u"label:ST*=b*d"_s, true);
        row(u"label:stage=b*x"_s, false);
        row(u"label:*=\"two *\""_s, true);
        row(u"used-by:WEB"_s, true);
        row(u"used-by:db"_s, false);
        row(u"-used-by:db"_s, true);
        row(u"registry:quay.io"_s, true);
        row(u"registry:quay"_s, false);
        row(u"registry:*.io"_s, true);
        row(u"tag:3.*"_s, true);
        row(u"tag:3"_s, false);
        row(u"-tag:latest"_s, true);
    }
    void A1_8_terms()
    {
        QFETCH(QString, text);
        ImageSummary image;
        image.id = {u"ab12"_s + u"0"_s.repeated(60)};
        image.repoTags = QStringList{u"quay.io/keboola/Python-x:3.12"_s};
        image.size = 600'000'000;
        image.created = now.addDays(-40);
        image.labels = {{u"stage"_s, u"build"_s}, {u"note"_s, u"two words"_s}};
        ImageDetails details;
        details.cmd = QStringList{u"x"_s};
        details.architecture = u"amd64"_s;
        const ImageFilter filter = ImageFilter::parse(text);
        QCOMPARE(filter.problems(), QStringList());
        LayerAccount layers;
        layers.setImage({u"other"_s}, {u"base"_s});
        layers.setImage(image.id, {u"base"_s, u"own"_s});
        layers.setSizes(image.id, {500'000'000, 100'000'000});
        const ImageTag row = tagged(image.repoTags.front());
        const QStringList usedBy{u"web-1"_s, u"job"_s};
        QTEST(filter.matches({&row, &image, &details, &layers, &usedBy}, now), "matches");
    }

    void A1_8_whatARowKnowsOfItself()
    {
        ImageSummary image;
        image.labels = {{u"longshore.component"_s, u"{}"_s}};
        ImageTag row; // an image without a name
        QVERIFY(matches(u"component"_s, {&row, &image}));
        QVERIFY(matches(u"demo"_s, {&row, &image, nullptr, nullptr, nullptr, u"longshore/demo:1"_s}));
        QVERIFY(!matches(u"outdated"_s, {&row, &image}));
        QVERIFY(matches(u"outdated"_s, {&row, &image, nullptr, nullptr, nullptr, {}, true}));
        row.chips = {{u"1.0"_s, u"a/b:1.0"_s}, {u"dev"_s, u"c/d:dev"_s}}; // an image with all its tags
        QVERIFY(matches(u"c/d"_s, {&row, &image}));
        QVERIFY(matches(u"tag:1.*"_s, {&row, &image}));
        QVERIFY(!matches(u"tag:2.*"_s, {&row, &image}));
        QVERIFY(!matches(u"used"_s, {&row, &image}));
    }

    void fullNamesMatchWhenASlashIsTyped()
    {
        const ImageSummary image;
        const ImageTag row = tagged(u"python:3"_s, u"docker.io/library/python:3"_s);
        const ImageFilterSubject subject{&row, &image};
        QVERIFY(ImageFilter::parse(u"docker.io/library/py"_s).matches(subject, now));
        QVERIFY(!ImageFilter::parse(u"docker"_s).matches(subject, now));
    }

    void unknownMatchesNeitherWay_data()
    {
        QTest::addColumn<QString>("term");
        QTest::newRow("runnable") << u"runnable"_s;
        QTest::newRow("arch") << u"arch:amd64"_s;
        QTest::newRow("size") << u"size>1"_s;
        QTest::newRow("age") << u"older:1s"_s;
        QTest::newRow("age, compared") << u"age<1y"_s;
        QTest::newRow("unique") << u"unique>1"_s;
    }
    void unknownMatchesNeitherWay()
    {
        QFETCH(QString, term);
        const ImageSummary image; // size and creation unknown, never inspected
        const ImageTag row = tagged(u"x"_s);
        const ImageFilterSubject subject{&row, &image};
        QVERIFY(!ImageFilter::parse(term).matches(subject, now));
        QVERIFY(!ImageFilter::parse(u'-' + term).matches(subject, now));
    }

    void A1_8_problemsAreTold_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const QString &text, const QString &says) {
            QTest::newRow(qPrintable(text)) << text << says;
        };
        row(u"size>"_s, u"size>500M"_s);
        row(u"size>big"_s, u"size>500M"_s);
        row(u"size=5M"_s, u"size>500M"_s);
        row(u"size:5M"_s, u"size>500M"_s);
        row(u"size>9999999999T"_s, u"size>500M"_s);
        row(u"older:"_s, u"older:30d"_s);
        row(u"older:soon"_s, u"older:30d"_s);
        row(u"newer:3x"_s, u"newer:30d"_s);
        row(u"label:"_s, u"label:stage"_s);
        row(u"arch:"_s, u"arch:amd64"_s);
        row(u"used-by:"_s, u"used-by:web"_s);
        row(u"registry:"_s, u"registry:quay.io"_s);
        row(u"tag:"_s, u"tag:latest"_s);
        row(u"unique>lots"_s, u"unique>500M"_s);
        row(u"age>soon"_s, u"age>30d"_s);
        row(u"siez>5M"_s, u"compares nothing"_s);
        row(u"age:30d"_s, u"age>30d"_s);
        row(u"\"open"_s, u"not closed"_s);
    }
    void A1_8_problemsAreTold()
    {
        QFETCH(QString, text);
        QFETCH(QString, says);
        const ImageFilter filter = ImageFilter::parse(text + u" "_s);
        QCOMPARE(filter.problems().size(), 1);
        QVERIFY2(filter.problems().front().contains(says), qPrintable(filter.problems().front()));
    }

    void goodTermsWorkBesideABadOne()
    {
        const ImageFilter filter = ImageFilter::parse(u"size>x python"_s);
        const ImageSummary image;
        const ImageTag python = tagged(u"python"_s);
        const ImageTag php = tagged(u"php"_s);
        QVERIFY(filter.matches({&python, &image}, now));
        QVERIFY(!filter.matches({&php, &image}, now));
        QVERIFY(!filter.needsDetails());
        QVERIFY(ImageFilter::parse(u"-runnable"_s).needsDetails());
    }

    void A1_8_completion_data()
    {
        QTest::addColumn<QString>("line"); ///< with a | for the cursor
        QTest::addColumn<QString>("offers");
        QTest::addColumn<QString>("taken"); ///< the line with the first one, and the cursor
        const auto row = [](const QString &line, const QString &offers, const QString &taken) {
            QTest::newRow(qPrintable(line)) << line << offers << taken;
        };
        row(u"|"_s, {}, {});
        row(u"un|"_s, u"unused unique>"_s, u"unused |"_s);
        row(u"-un|"_s, u"-unused -unique>"_s, u"-unused |"_s);
        row(u"si|"_s, u"size>"_s, u"size>|"_s);
        row(u"x la| y"_s, u"label:"_s, u"x label:| y"_s);
        row(u"x unu| y"_s, u"unused"_s, u"x unused |y"_s);
        row(u"label:st|"_s, u"label:stage label:stage=build"_s, u"label:stage |"_s);
        row(u"label:TAGE|"_s, u"label:stage label:stage=build"_s, u"label:stage |"_s);
        row(u"label:no|"_s, u"label:note label:\"note=two words\""_s, u"label:note |"_s);
        row(u"tag:|"_s, u"tag:1 tag:latest"_s, u"tag:1 |"_s);
        row(u"registry:q|"_s, u"registry:quay.io"_s, u"registry:quay.io |"_s);
        row(u"used-by:w|"_s, u"used-by:web"_s, u"used-by:web |"_s);
        row(u"arch:amd64|"_s, {}, {}); // complete
        row(u"\"un|"_s, {}, {});
        row(u"python|"_s, {}, {});
        row(u"python:3|"_s, {}, {});
    }
    void A1_8_completion()
    {
        ImageSummary one;
        one.repoTags = QStringList{u"quay.io/a/b:1"_s, u"x:latest"_s};
        one.labels = {{u"stage"_s, u"build"_s}, {u"note"_s, u"two words"_s}};
        const auto values = ImageFilterValues::from({one}, {u"amd64"_s}, {u"web"_s});
        QFETCH(QString, line);
        const qsizetype cursor = line.indexOf(u'|');
        line.remove(cursor, 1);
        const ImageFilterCompletion completion = completeImageFilter(line, cursor, values);
        QStringList offers;
        for (const ImageFilterOffer &offer : completion.offers)
            offers.append(offer.text);
        QTEST(offers.join(u' '), "offers");
        if (offers.isEmpty())
            return;
        auto [text, at] = completion.taken(line, 0);
        QTEST(text.insert(at, u'|'), "taken");
    }

    void A1_8_completionOffersAllKeysWhenAsked()
    {
        const ImageFilterCompletion completion = completeImageFilter(u"x "_s, 2, {}, true);
        QCOMPARE(completion.offers.size(), 16);
        for (const ImageFilterOffer &offer : completion.offers)
            QVERIFY2(!offer.hint.isEmpty(), qPrintable(offer.text));
    }
};

LONGSHORE_TEST_MAIN(TestImageFilter)
#include "tst_imagefilter.moc"
