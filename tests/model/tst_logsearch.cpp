// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logsearch.h"
#include "tests/support/logfixtures.h"
#include "tests/support/testmain.h"

#include <QRegularExpression>
#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

QList<quint64> linesOf(const LogSearch &search)
{
    QList<quint64> lines;
    for (quint64 i = search.matchingLines().firstIndex(); i < search.matchingLines().endIndex(); ++i)
        lines << search.matchingLines().at(i);
    return lines;
}

/// Line by line and by another engine, of those the store still has.
QList<quint64> reference(const LogStore &store, const QList<LogFixtureRow> &rows, const LogPattern &pattern)
{
    const QRegularExpression expression(pattern.regex ? pattern.text : QRegularExpression::escape(pattern.text),
                                        (pattern.caseSensitive ? QRegularExpression::NoPatternOption : QRegularExpression::CaseInsensitiveOption)
                                            | QRegularExpression::UseUnicodePropertiesOption);
    QList<quint64> lines;
    for (qsizetype i = qsizetype(store.firstLine()); i < rows.size(); ++i)
        if (expression.match(QString::fromUtf8(rows[i].text)).hasMatch())
            lines << quint64(i);
    return lines;
}

/// Hot as it is, packed, or partly dropped.
QList<std::pair<const char *, LogMemory>> memories()
{
    return {{"hot", {}}, {"cold", {0, qint64(1) << 30}}, {"dropped", {0, 150'000}}};
}

} // namespace

class TestLogSearch : public QObject
{
    Q_OBJECT

    static void finish(LogSearch &search)
    {
        QSignalSpy finished(&search, &LogSearch::finished);
        QVERIFY(!search.isRunning() || finished.wait(60'000));
    }

private Q_SLOTS:
    void findsWhatALineByLineSearchFinds_data()
    {
        QTest::addColumn<LogPattern>("pattern");
        QTest::addColumn<LogMemory>("memory");
        QTest::addColumn<int>("workers");
        const std::pair<const char *, LogPattern> patterns[] = {{"rare", {u"needleneedleneedle"_s, false, true}},
                                                                {"frequent", {u"timeout"_s}},
                                                                {"unicode", {u"GRÖ"_s}},
                                                                {"regex", {u"#\\d+7\\d?.*(timeout|flush).*segment"_s, true, true}},
                                                                {"line by line", {u"(?s)\\Afoo.*bar\\z"_s, true}},
                                                                {"empty lines", {u"^$"_s, true}}};
        for (const auto &[what, pattern] : patterns)
            for (const auto &[how, memory] : memories())
                QTest::addRow("%s, %s", what, how) << pattern << memory << (memory.hot ? 1 : 3);
    }
    void findsWhatALineByLineSearchFinds()
    {
        QFETCH(LogPattern, pattern);
        QFETCH(LogMemory, memory);
        QFETCH(int, workers);
        const QList<LogFixtureRow> rows = randomRows(1, 60'000);
        const auto store = logOf(rows, memory);
        LogSearch search(store);
        search.setWorkers(workers);
        search.setPattern(pattern);
        finish(search);
        const QList<quint64> expected = reference(*store, rows, pattern);
        QVERIFY(expected.size() > 3 || store->firstLine() > 0);
        QCOMPARE(linesOf(search), expected);
        QCOMPARE(search.count(), quint64(expected.size()));
        QVERIFY(!search.problem());
        QCOMPARE(search.progress(), 1.0);
    }
    void growsAsTheLogGrows_data()
    {
        QTest::addColumn<LogMemory>("memory");
        for (const auto &[how, memory] : memories())
            QTest::newRow(how) << memory;
    }
    void growsAsTheLogGrows()
    {
        QFETCH(LogMemory, memory);
        const QList<LogFixtureRow> rows = randomRows(2, 80'000);
        const auto store = std::make_shared<LogStore>(memory);
        LogSearch search(store);
        const LogPattern pattern{u"foo"_s};
        search.setPattern(pattern);
        QSignalSpy finished(&search, &LogSearch::finished);
        QRandomGenerator random(3);
        for (qsizetype at = 0; at < rows.size();) {
            const qsizetype size = std::min(qsizetype(random.bounded(3000u)), rows.size() - at);
            appendTo(*store, rows.sliced(at, size));
            at += size;
            search.advance();
            if (random.bounded(3u) == 0)
                finish(search);
        }
        finish(search);
        search.advance();
        QCOMPARE(linesOf(search), reference(*store, rows, pattern));
        QVERIFY(finished.size() > 5);
        if (memory.cap < 1'000'000)
            QVERIFY(store->firstLine() > 0 && search.matchingLines().firstIndex() > 0);
    }
    void aNewPatternEndsTheOldOne()
    {
        const QList<LogFixtureRow> rows = randomRows(4, 60'000);
        const auto store = logOf(rows);
        LogSearch search(store);
        search.setPattern({u"foo"_s});
        QVERIFY(search.isRunning());
        search.setPattern({u"bar"_s});
        finish(search);
        QCOMPARE(linesOf(search), reference(*store, rows, {u"bar"_s}));
        search.setPattern({u"foo"_s});
        search.clear();
        QVERIFY(!search.isRunning() && !search.isActive());
        QCOMPARE(search.count(), 0u);
        QTest::qWait(50); // what the cancelled workers found must not arrive
        QCOMPARE(search.count(), 0u);
    }
    void diesWhileItRuns()
    {
        const auto store = logOf(randomRows(4, 60'000));
        auto search = std::make_unique<LogSearch>(store);
        search->setPattern({u"foo"_s});
        QVERIFY(search->isRunning());
        search.reset();
        QTRY_COMPARE(store.use_count(), 1);
    }
    void nextPreviousAndPlace()
    {
        QByteArrayList texts;
        for (int i = 0; i < 100; ++i)
            texts << (i % 10 == 5 ? "hit" : "miss");
        LogSearch search(logOf(texts));
        search.setPattern({u"hit"_s});
        finish(search);
        QCOMPARE(search.count(), 10u);
        QCOMPARE(search.next(0, false).value(), 5u);
        QCOMPARE(search.next(5, false).value(), 15u);
        QCOMPARE(search.next(94, false).value(), 95u);
        QVERIFY(!search.next(95, false));
        QCOMPARE(search.next(95, true).value(), 85u);
        QCOMPARE(search.next(1000, true).value(), 95u);
        QVERIFY(!search.next(5, true));
        QCOMPARE(search.indexOf(25).value(), 2u);
        QVERIFY(!search.indexOf(26));
        QVERIFY(!search.indexOf(1000));
    }
    void countsOnWhenTheListIsFull()
    {
        const auto store = logOf(QByteArrayList(50, "hit"));
        LogSearch search(store);
        search.setMostHits(70);
        search.setPattern({u"hit"_s});
        for (int i = 0; i < 2; ++i) {
            finish(search);
            appendTo(*store, rowsOf(QByteArrayList(50, "hit")));
            search.advance();
        }
        finish(search);
        QCOMPARE(search.count(), 150u);
        QCOMPARE(search.matchingLines().size(), 70u);
        QVERIFY(!search.next(69, false));
        search.setPattern({u"h"_s});
        QCOMPARE(search.count(), 0u);
    }
    void problemsAreTold()
    {
        QByteArrayList texts;
        for (int i = 0; i < 100; ++i)
            texts << (i % 10 ? QByteArray("aaa") : QByteArray(60, 'a') + '!');
        LogSearch search(logOf(texts));
        search.setPattern({u"(a"_s, true});
        QVERIFY(search.problem() && search.problem()->kind == Error::Kind::BadInput);
        QVERIFY(!search.isActive() && !search.isRunning());
        search.setPattern({u"(a+)+$"_s, true});
        finish(search);
        QCOMPARE(search.count(), 90u);
        QVERIFY2(search.problem()->sentence().contains(u"10 lines, the first of them 1;"_s), qPrintable(search.problem()->sentence()));
        search.setPattern({u"a$"_s, true});
        QVERIFY(!search.problem());
    }
};

LONGSHORE_TEST_MAIN(TestLogSearch)
#include "tst_logsearch.moc"
