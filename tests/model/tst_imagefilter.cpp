// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagefilter.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace longshore;

namespace
{
const QDateTime now(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
}

class TestImageFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The image asked about: quay.io/keboola/Python-x:3.12, 600 MB, 40 days old, used twice, amd64, runnable.
    void terms_data()
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
    }
    void terms()
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
        QTEST(filter.matches({image.repoTags.front(), image.repoTags.front(), &image, &details, 2}, now), "matches");
    }

    void fullNamesMatchWhenASlashIsTyped()
    {
        const ImageSummary image;
        const ImageFilterSubject subject{u"python:3"_s, u"docker.io/library/python:3"_s, &image, nullptr, 0};
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
    }
    void unknownMatchesNeitherWay()
    {
        QFETCH(QString, term);
        const ImageSummary image; // size and creation unknown, never inspected
        const ImageFilterSubject subject{u"x"_s, u"x"_s, &image, nullptr, 0};
        QVERIFY(!ImageFilter::parse(term).matches(subject, now));
        QVERIFY(!ImageFilter::parse(u'-' + term).matches(subject, now));
    }

    void problemsAreTold_data()
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
        row(u"\"open"_s, u"not closed"_s);
    }
    void problemsAreTold()
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
        QVERIFY(filter.matches({u"python"_s, u"python"_s, &image, nullptr, 0}, now));
        QVERIFY(!filter.matches({u"php"_s, u"php"_s, &image, nullptr, 0}, now));
        QVERIFY(!filter.needsDetails());
        QVERIFY(ImageFilter::parse(u"-runnable"_s).needsDetails());
    }
};

LONGSHORE_TEST_MAIN(TestImageFilter)
#include "tst_imagefilter.moc"
