// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logpart.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

/// Since, until and tail as people ask for them (peers 84).
class TestLogPart : public QObject
{
    Q_OBJECT

    static QDateTime now() { return QDateTime(QDate(2026, 11, 28), QTime(10, 30), Qt::UTC); }

private Q_SLOTS:
    void F84_moments_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("moment"); // UTC; empty: none
        const auto row = [](const char *text, const char *moment) { QTest::newRow(*text ? text : "empty") << QString::fromUtf8(text) << QString::fromLatin1(moment); };
        row("10:04", "2026-11-28T10:04:00.000Z");
        row(" 9:04:14 ", "2026-11-28T09:04:14.000Z");
        row("10:04:14.5", "2026-11-28T10:04:14.500Z");
        row("10:04:14,123456789", "2026-11-28T10:04:14.123Z");
        row("2026-11-27", "2026-11-27T00:00:00.000Z");
        row("2026-11-27 23:50", "2026-11-27T23:50:00.000Z");
        row("2026-11-27T23:50:01Z", "2026-11-27T23:50:01.000Z");
        row("2026-11-27T23:50:01+02:00", "2026-11-27T21:50:01.000Z");
        row("12:04 +02:00", "2026-11-28T10:04:00.000Z");
        row("10 min", "2026-11-28T10:20:00.000Z");
        row("90s", "2026-11-28T10:28:30.000Z");
        row("1.5 h ago", "2026-11-28T09:00:00.000Z");
        row("3 D", "2026-11-25T10:30:00.000Z");
        row("", "");
        row("25:00", "");
        row("10:4", "");
        row("2026-02-30", "");
        row("1969-12-31", "");
        row("999999999 d", "");
        row("soon", "");
        row("+02:00", "");
        row("10", "");
        row("-5 min", "");
    }
    void F84_moments()
    {
        QFETCH(QString, text);
        QFETCH(QString, moment);
        const auto found = momentOf(text, now());
        QCOMPARE(found ? found->toUTC().toString(Qt::ISODateWithMs) : QString(), moment);
    }
    void F84_localTimes()
    {
        const QDateTime here = QDateTime::currentDateTime();
        const auto found = momentOf(u"10:04"_s, here);
        QVERIFY(found);
        QCOMPARE(*found, QDateTime(here.date(), QTime(10, 4)));
    }

    void F84_ranges_data()
    {
        QTest::addColumn<LogPart>("part");
        QTest::addColumn<QString>("asked"); // since until tail, or the error's beginning
        const auto row = [](const char *name, const LogPart &part, const char *asked) { QTest::newRow(name) << part << QString::fromUtf8(asked); };
        row("all", {}, "  -1");
        row("tail", {{}, {}, 500}, "  500");
        row("since", {u"10:00"_s, {}, 0}, "1795860000.000000000  -1");
        row("until", {{}, u"10:00"_s, 0}, " 1795860000.000000000 -1");
        row("between, the last of it", {u"10:00"_s, u"10:00:00.25"_s, 7}, "1795860000.000000000 1795860000.250000000 7");
        row("until later today", {u"10:00"_s, u"11:00"_s, 0}, "1795860000.000000000 1795863600.000000000 -1");
        row("since yesterday's evening", {u"23:00"_s, {}, 0}, "1795820400.000000000  -1");
        row("over midnight", {u"23:00"_s, u"0:30"_s, 0}, "1795820400.000000000 1795825800.000000000 -1");
        row("no time", {u"soon"_s, {}, 0}, "“soon” is no time");
        row("no time either", {{}, u"later"_s, 0}, "“later” is no time");
        row("upside down", {u"2026-11-28 10:00"_s, u"2026-11-28 09:00"_s, 0}, "the end is not behind");
        row("ago, upside down", {u"1 min"_s, u"10 min"_s, 0}, "the end is not behind");
    }
    void F84_ranges()
    {
        QFETCH(LogPart, part);
        QFETCH(QString, asked);
        const auto range = part.range(now());
        if (range)
            QCOMPARE(QString(range->since + u' ' + range->until + u' ' + QString::number(range->tail)), asked);
        else
            QVERIFY2(range.error().reason().startsWith(asked), qPrintable(range.error().reason()));
    }
};

LONGSHORE_TEST_MAIN(TestLogPart)
#include "tst_logpart.moc"
