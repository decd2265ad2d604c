// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/phpdate.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

/// A Thursday.
QDateTime now()
{
    return QDateTime(QDate(2026, 3, 12), QTime(10, 20, 30, 456), Qt::UTC);
}

} // namespace

class TestPhpDate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void changedSince_data();
    void changedSince();
    void refused_data();
    void refused();
    void platformForm();
};

void TestPhpDate::changedSince_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("time");
    const auto row = [](const char *text, const char *time) { QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(time); };
    row("now", "2026-03-12T10:20:30.456");
    row("-1 day", "2026-03-11T10:20:30.456");
    row("-2 hours", "2026-03-12T08:20:30.456");
    row("- 2 hours", "2026-03-12T08:20:30.456");
    row("+1 week 2 days", "2026-03-21T10:20:30.456");
    row("3 days ago", "2026-03-09T10:20:30.456");
    row("-1 day ago", "2026-03-13T10:20:30.456");
    row("-90 minutes", "2026-03-12T08:50:30.456");
    row("-30 sec", "2026-03-12T10:20:00.456");
    row("-1 month", "2026-02-12T10:20:30.456");
    row("-1 year", "2025-03-12T10:20:30.456");
    row("last month", "2026-02-12T10:20:30.456");
    row("next year", "2027-03-12T10:20:30.456");
    row("yesterday", "2026-03-11T00:00:00.000");
    row("today", "2026-03-12T00:00:00.000");
    row("midnight", "2026-03-12T00:00:00.000");
    row("tomorrow", "2026-03-13T00:00:00.000");
    row("yesterday noon", "2026-03-11T12:00:00.000");
    row("yesterday 14:30", "2026-03-11T14:30:00.000");
    row("noon yesterday", "2026-03-11T12:00:00.000");
    row("last monday", "2026-03-09T00:00:00.000");
    row("monday", "2026-03-16T00:00:00.000");
    row("Thursday", "2026-03-12T00:00:00.000");
    row("last thursday", "2026-03-05T00:00:00.000");
    row("next thursday", "2026-03-19T00:00:00.000");
    row("monday 10:00", "2026-03-16T10:00:00.000");
    row("first day of last month", "2026-02-01T10:20:30.456");
    row("last day of next month midnight", "2026-04-30T00:00:00.000");
    row("2020-01-01", "2020-01-01T00:00:00.000");
    row("2020-1-5", "2020-01-05T00:00:00.000");
    row("2020/01/31", "2020-01-31T00:00:00.000");
    row("20200131", "2020-01-31T00:00:00.000");
    row("2020-01-01T00:00:00Z", "2020-01-01T00:00:00.000");
    row("2020-01-01 12:34:56", "2020-01-01T12:34:56.000");
    row("2015-01-25T01:35:14+0100", "2015-01-25T00:35:14.000");
    row("2015-01-25T01:35:14.250-05:30", "2015-01-25T07:05:14.250");
    row("2020-01-01 12:00 UTC", "2020-01-01T12:00:00.000");
    row("2020-01-01 -1 day", "2019-12-31T00:00:00.000");
    row("2020-01-31 +1 month", "2020-03-02T00:00:00.000"); // February has 29 days: it runs over
    row("31 January 2020", "2020-01-31T00:00:00.000");
    row("1st Feb 2021", "2021-02-01T00:00:00.000");
    row("January 31, 2020 2pm", "2020-01-31T14:00:00.000");
    row("Mon, 15 Aug 2005 15:52:01 +0000", "2005-08-15T15:52:01.000");
    row("12am", "2026-03-12T00:00:00.000");
    row("@0", "1970-01-01T00:00:00.000");
    row("@86400 +1 hour", "1970-01-02T01:00:00.000");
}

void TestPhpDate::changedSince()
{
    QFETCH(QString, text);
    const std::optional<QDateTime> time = phpDateTime(text, now());
    QVERIFY(time);
    QTEST(time->toString(u"yyyy-MM-dd'T'HH:mm:ss.zzz"_s), "time");
    QCOMPARE(time->offsetFromUtc(), 0);
}

void TestPhpDate::refused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", " ", "soon", "adaptive", "1", "-1", "day", "2020-13-01", "2020-01-32", "25:00", "13pm", "2020-01-01 2020-01-02",
                             "yesterdayx", "last", "first day", "10:00 11:00", "5 parsecs ago", "2020-01-01T", "++", "99999999 years"})
        QTest::newRow(text) << QString::fromLatin1(text);
    QTest::newRow("long") << QString(1000, u'1');
}

void TestPhpDate::refused()
{
    QFETCH(QString, text);
    const std::optional<QDateTime> time = phpDateTime(text, now());
    QVERIFY2(!time, qPrintable(time ? time->toString(Qt::ISODate) : QString()));
}

void TestPhpDate::platformForm()
{
    QCOMPARE(platformTime(now()), u"2026-03-12T10:20:30+0000"_s);
    QCOMPARE(platformTimeExact(now()), u"2026-03-12T10:20:30.456+0000"_s);
    QCOMPARE(phpDateTime(platformTimeExact(now()), QDateTime::currentDateTimeUtc()), std::optional(now()));
    QCOMPARE(platformTime({}), QString());
}

LONGSHORE_TEST_MAIN(TestPhpDate)
#include "tst_phpdate.moc"
