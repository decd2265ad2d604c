// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/format.h"
#include "tests/support/testmain.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace longshore;

class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void bytesAreDecimal_data()
    {
        QTest::addColumn<qint64>("amount");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 amount, const QString &text) { QTest::addRow("%lld", amount) << amount << text; };
        row(-1, u"–"_s);
        row(0, u"0 B"_s);
        row(999, u"999 B"_s);
        row(1000, u"1.0 kB"_s);
        row(3'100'000, u"3.1 MB"_s);
        row(64'000'000, u"64.0 MB"_s);
        row(99'960'000, u"100 MB"_s);
        row(182'400'000, u"182 MB"_s);
        row(999'400'000, u"999 MB"_s);
        row(999'900'000, u"1.00 GB"_s);
        row(1'310'000'000, u"1.31 GB"_s);
        row(9'994'000'000, u"9.99 GB"_s);
        row(9'996'000'000, u"10.0 GB"_s);
        row(Q_INT64_C(9'223'372'036'854'775'807), u"9,223 PB"_s);
    }
    void bytesAreDecimal()
    {
        QFETCH(qint64, amount);
        QTEST(format::bytes(amount), "text");
    }

    void memoryIsBinary()
    {
        QCOMPARE(format::binaryBytes(-1), u"–"_s);
        QCOMPARE(format::binaryBytes(812ll << 20), u"812 MiB"_s);
        QCOMPARE(format::binaryBytes(4ll << 30), u"4 GiB"_s);
        QCOMPARE(format::binaryBytes(1536ll << 20), u"1.5 GiB"_s);
        QCOMPARE(format::binaryBytes(256ll << 20), u"256 MiB"_s);
    }

    void agesHaveOneUnit_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 seconds, const QString &text) { QTest::addRow("%lld", seconds) << seconds << text; };
        row(-300, u"0 s"_s);
        row(59, u"59 s"_s);
        row(60, u"1 min"_s);
        row(7200, u"2 h"_s);
        row(86399, u"23 h"_s);
        row(86400 * 6, u"6 d"_s);
        row(86400 * 58, u"58 d"_s);
        row(86400 * 150, u"5 mo"_s);
        row(86400 * 1100, u"3 y"_s);
    }
    void agesHaveOneUnit()
    {
        QFETCH(qint64, seconds);
        const QDateTime now(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
        QTEST(format::age(now.addSecs(-seconds), now), "text");
        QCOMPARE(format::age({}, now), u"–"_s);
    }

    void durations()
    {
        QCOMPARE(format::duration(-1), u"–"_s);
        QCOMPARE(format::duration(320), u"320 ms"_s);
        QCOMPARE(format::duration(12'400), u"12.4 s"_s);
        QCOMPARE(format::duration(59'960), u"1 min 00 s"_s);
        QCOMPARE(format::duration(192'000), u"3 min 12 s"_s);
        QCOMPARE(format::duration(3'840'000), u"1 h 04 min"_s);
    }

    void timesAreLocal()
    {
        const QDateTime time(QDate(2026, 11, 23), QTime(10, 4, 9));
        QCOMPARE(format::clock(time), u"10:04:09"_s);
        QCOMPARE(format::dateTime(time), u"23 Nov 2026, 10:04"_s);
        QCOMPARE(format::clock({}), u"–"_s);
        QCOMPARE(format::count(1204), u"1,204"_s);
    }
};

LONGSHORE_TEST_MAIN(TestFormat)
#include "tst_format.moc"
