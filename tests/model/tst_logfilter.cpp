// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logfilter.h"
#include "tests/support/filterreference.h"
#include "tests/support/logfixtures.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

QList<LogRow> listed(const LogRows &rows)
{
    QList<LogRow> list;
    for (quint64 row = rows.firstRow(); row < rows.endRow(); ++row)
        list << rows.at(row);
    return list;
}

QByteArray told(const QList<LogRow> &rows)
{
    QByteArray text;
    for (const LogRow &row : rows)
        text += (row.gapBefore ? "| " : "") + QByteArray::number(row.line) + (row.isContext ? "c" : "") + (row.alike > 1 ? "x" + QByteArray::number(row.alike) : "") + ' ';
    return text.trimmed();
}

QList<std::pair<const char *, LogCriteria>> wishes()
{
    QList<std::pair<const char *, LogCriteria>> all;
    const auto add = [&](const char *name, auto change) {
        LogCriteria wish;
        wish.wholeTraces = false; // the reference knows single lines only; see F75
        change(wish);
        all.append({name, wish});
    };
    add("all", [](LogCriteria &) {});
    add("include", [](LogCriteria &c) { c.include = {{u"timeout"_s}}; });
    add("include two", [](LogCriteria &c) { c.include = {{u"timeout"_s}, {u"^fo+"_s, true, true}}; });
    add("exclude", [](LogCriteria &c) { c.exclude = {{u"a"_s}}; });
    add("exclude two", [](LogCriteria &c) { c.exclude = {{u"a"_s}, {u"o{2}"_s, true}}; });
    add("include but", [](LogCriteria &c) { c.include = {{u"foo"_s}}; c.exclude = {{u"bar"_s}}; });
    add("context", [](LogCriteria &c) { c.include = {{u"needleneedle"_s}}; c.context = 3; });
    add("much context", [](LogCriteria &c) { c.include = {{u"needleneedle"_s}}; c.context = 1000; });
    add("standard output", [](LogCriteria &c) { c.standardError = false; });
    add("standard error", [](LogCriteria &c) { c.standardOutput = false; });
    add("warnings and worse", [](LogCriteria &c) { c.levels = LogCriteria::atLeast(LogLevel::Warning); });
    add("some levels", [](LogCriteria &c) { c.levels = 1 << int(LogLevel::None) | 1 << int(LogLevel::Debug); });
    add("from", [](LogCriteria &c) { c.from = 1'700'000'010'000'000'000; });
    add("to", [](LogCriteria &c) { c.to = 1'700'000'010'000'000'000; });
    add("range", [](LogCriteria &c) { c.from = 1'700'000'010'000'000'000; c.to = 1'700'000'020'000'000'000; });
    add("fold", [](LogCriteria &c) { c.foldRepeats = true; });
    add("fold with context", [](LogCriteria &c) { c.include = {{u"needlene"_s}}; c.context = 2; c.foldRepeats = true; });
    add("cleared", [](LogCriteria &c) { c.firstLine = 15'000; });
    add("cleared and more", [](LogCriteria &c) { c.firstLine = 15'000; c.include = {{u"o"_s}}; c.context = 2; });
    add("all at once", [](LogCriteria &c) {
        c.include = {{u"foo"_s}};
        c.exclude = {{u"flush"_s}};
        c.context = 1;
        c.standardError = false;
        c.levels = LogCriteria::atLeast(LogLevel::Debug);
        c.from = 1'700'000'000'000'000'000;
        c.foldRepeats = true;
    });
    return all;
}

QList<std::pair<const char *, LogMemory>> memories()
{
    return {{"hot", {}}, {"cold", {0, qint64(1) << 30}}, {"dropped", {0, 150'000}}};
}

} // namespace

class TestLogFilter : public QObject
{
    Q_OBJECT

    static void finish(LogFilter &filter)
    {
        QSignalSpy finished(&filter, &LogFilter::finished);
        QVERIFY(!filter.isRunning() || finished.wait(60'000));
    }

private Q_SLOTS:
    void smallExamples_data()
    {
        QTest::addColumn<LogCriteria>("criteria");
        QTest::addColumn<QByteArray>("rows");
        const auto row = [](const char *name, auto change, const char *rows) {
            LogCriteria criteria;
            change(criteria);
            QTest::newRow(name) << criteria << QByteArray(rows);
        };
        row("nothing asked", [](LogCriteria &) {}, "0 1 2 3 4 5 6 7 8 9");
        row("empty patterns say nothing", [](LogCriteria &c) { c.include = c.exclude = {{}}; }, "0 1 2 3 4 5 6 7 8 9");
        row("only matches; notes always", [](LogCriteria &c) { c.include = {{u"one"_s}}; }, "1 7 9");
        row("only matches; no notes", [](LogCriteria &c) { c.include = {{u"one"_s}}; c.notes = false; }, "1 9");
        row("all but matches; notes always", [](LogCriteria &c) { c.exclude = {{u"o"_s}}; }, "3 4 5 6 7 8");
        row("context", [](LogCriteria &c) { c.include = {{u"one"_s}}; c.context = 1; }, "0c 1 2c | 6c 7 8c 9");
        row("fold", [](LogCriteria &c) { c.foldRepeats = true; }, "0 1 2 3x3 6 7 8 9");
        row("fold what is left", [](LogCriteria &c) { c.foldRepeats = true; c.include = {{u"xx"_s}}; }, "3x3 6 7");
        row("standard error", [](LogCriteria &c) { c.standardOutput = false; }, "6 7");
    }
    void smallExamples()
    {
        QFETCH(LogCriteria, criteria);
        QFETCH(QByteArray, rows);
        QList<LogFixtureRow> log = rowsOf({"zero", "one", "two", "xx", "xx", "xx", "xx", "-- gap --", "x", "one"});
        log[6].source = LogSource::Stderr;
        log[7].flags = LineNote;
        LogFilter filter(logOf(log));
        filter.setCriteria(criteria);
        finish(filter);
        QCOMPARE(told(listed(filter.rows())), rows);
    }
    void filtersAsALineByLineFilterDoes_data()
    {
        QTest::addColumn<LogCriteria>("criteria");
        QTest::addColumn<LogMemory>("memory");
        for (const auto &[what, criteria] : wishes())
            for (const auto &[how, memory] : memories())
                QTest::addRow("%s, %s", what, how) << criteria << memory;
    }
    void filtersAsALineByLineFilterDoes()
    {
        QFETCH(LogCriteria, criteria);
        QFETCH(LogMemory, memory);
        static const QList<LogFixtureRow> rows = randomRows(11, 25'000);
        const auto store = logOf(rows, memory);
        LogFilter filter(store);
        filter.setCriteria(criteria);
        finish(filter);
        const QList<LogRow> expected = reference(criteria, rows, store->firstLine());
        QVERIFY(expected.size() > 10 || store->firstLine() > 0);
        QVERIFY(listed(filter.rows()) == expected);
        QVERIFY(!filter.problem());
        for (qsizetype i = 0; i < expected.size(); i += 97) // all of them the slow way is slow
            QCOMPARE(filter.rows().rowOfLine(expected[i].line), filter.rows().firstRow() + quint64(i));
    }
    /// In any portions, and while the oldest leave: the same as from scratch.
    void followsAsTheLogGrows_data() { filtersAsALineByLineFilterDoes_data(); }
    void followsAsTheLogGrows()
    {
        QFETCH(LogCriteria, criteria);
        QFETCH(LogMemory, memory);
        static const QList<LogFixtureRow> rows = randomRows(12, 25'000);
        const auto store = std::make_shared<LogStore>(memory);
        LogFilter filter(store);
        filter.setCriteria(criteria);
        QRandomGenerator random(13);
        for (qsizetype at = 0; at < rows.size();) {
            const qsizetype size = std::min(qsizetype(random.bounded(4000u)), rows.size() - at);
            appendTo(*store, rows.sliced(at, size));
            at += size;
            filter.advance();
            // A chunk that is being read stays until the next one is full: nobody reads in the second half.
            if (random.bounded(4u) == 0 || (memory.cap < 1'000'000 && at > rows.size() / 2))
                finish(filter);
        }
        filter.advance();
        finish(filter);
        filter.advance();
        QCOMPARE(store->firstLine() > 0, memory.cap < 1'000'000);
        if (store->firstLine() == 0) {
            QVERIFY(listed(filter.rows()) == reference(criteria, rows, 0));
            return;
        }
        // Where context came from lines that were dropped since, it stays.
        QVERIFY(!filter.rows().isEmpty());
        QVERIFY(filter.rows().at(filter.rows().firstRow()).line >= store->firstLine());
        LogCriteria plain = criteria;
        plain.context = 0;
        QList<quint64> passing;
        for (const LogRow &row : listed(filter.rows()))
            for (quint64 line = row.line; !row.isContext && line < row.line + row.alike; ++line)
                passing << line;
        QList<quint64> expected;
        for (const LogRow &row : reference(plain, rows, store->firstLine()))
            for (quint64 line = row.line; line < row.line + row.alike; ++line)
                expected << line;
        QCOMPARE(passing, expected);
    }
    /// "Errors" shows tracebacks whole, in whatever portions the log comes, with two streams in each other.
    void F75_errorsKeepTheirTracebacks()
    {
        const auto store = std::make_shared<LogStore>(LogMemory());
        LogCriteria errors;
        errors.levels = LogCriteria::atLeast(LogLevel::Error);
        LogFilter filter(store);
        filter.setCriteria(errors);
        const QByteArrayList log{"INFO begin", "ERROR it broke", "Traceback (most recent call last):", "  File \"a.py\", line 1", "    go()", "ValueError: bad", "done"};
        for (int i = 0; i < 500; ++i) {
            for (const QByteArray &text : log) {
                const LogLevel level = text.startsWith("INFO") ? LogLevel::Info : text.startsWith("ERROR") ? LogLevel::Error : LogLevel::None;
                appendTo(*store, {{text, LogSource::Stderr, level}, {"INFO fine", LogSource::Stdout, LogLevel::Info}});
            }
            if (i % 7 == 0) {
                filter.advance();
                finish(filter);
            }
        }
        filter.advance();
        finish(filter);
        QCOMPARE(filter.rows().count(), 2500u);
        const quint64 first = filter.rows().firstRow();
        for (quint64 row = 0; row < filter.rows().count(); ++row)
            QCOMPARE(filter.rows().at(first + row).line, row / 5 * 14 + 2 + row % 5 * 2);
        errors.wholeTraces = false;
        filter.setCriteria(errors);
        finish(filter);
        QCOMPARE(filter.rows().count(), 500u);
    }
    void aNewFilterEndsTheOldOne()
    {
        const QList<LogFixtureRow> rows = randomRows(14, 90'000);
        LogFilter filter(logOf(rows));
        QSignalSpy resets(&filter, &LogFilter::reset);
        LogCriteria criteria;
        criteria.include = {{u"foo"_s}};
        filter.setCriteria(criteria);
        QVERIFY(filter.isRunning());
        criteria.include = {{u"bar"_s}};
        filter.setCriteria(criteria);
        finish(filter);
        QCOMPARE(resets.size(), 2);
        QVERIFY(listed(filter.rows()) == reference(criteria, rows, 0));
        filter.setCriteria({});
        QVERIFY(filter.rows().isIdentity() && !filter.isRunning());
        QCOMPARE(filter.rows().count(), 90'000u);
    }
    void diesWhileItRuns()
    {
        const auto store = logOf(randomRows(4, 90'000));
        auto filter = std::make_unique<LogFilter>(store);
        LogCriteria criteria;
        criteria.include = {{u"foo"_s}};
        filter->setCriteria(criteria);
        QVERIFY(filter->isRunning());
        filter.reset();
        QTRY_COMPARE(store.use_count(), 1);
    }
    void problemsAreTold()
    {
        LogFilter filter(logOf(QByteArrayList{"a", "b", QByteArray(60, 'a') + '!'}));
        LogCriteria criteria;
        criteria.include = {{u"b"_s}};
        filter.setCriteria(criteria);
        finish(filter);
        LogCriteria wrong = criteria;
        wrong.exclude = {{u"(a"_s, true}};
        filter.setCriteria(wrong);
        QVERIFY(filter.problem() && filter.problem()->kind == Error::Kind::BadInput);
        QVERIFY(filter.criteria() == criteria);
        QCOMPARE(told(listed(filter.rows())), QByteArray("1"));
        criteria.include = {{u"(a+)+$"_s, true}};
        filter.setCriteria(criteria);
        finish(filter);
        QCOMPARE(told(listed(filter.rows())), QByteArray("0"));
        QVERIFY2(filter.problem()->sentence().contains(u"too costly on line 3;"_s), qPrintable(filter.problem()->sentence()));
        filter.setCriteria({});
        QVERIFY(!filter.problem());
    }
    void passesThrough()
    {
        LogCriteria criteria;
        QVERIFY(criteria.isPassThrough());
        criteria.firstLine = 7;
        criteria.context = 2;
        QVERIFY(criteria.isPassThrough());
        criteria.levels = LogCriteria::atLeast(LogLevel::None);
        QVERIFY(criteria.isPassThrough());
        criteria.levels = LogCriteria::atLeast(LogLevel::Trace);
        QVERIFY(!criteria.isPassThrough());
        criteria = {};
        criteria.foldRepeats = true;
        QVERIFY(!criteria.isPassThrough());
    }
};

LONGSHORE_TEST_MAIN(TestLogFilter)
#include "tst_logfilter.moc"
