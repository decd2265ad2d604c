// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logalert.h"
#include "tests/support/logfixtures.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// New lines that match are counted while nobody looks (peers 90).
class TestLogAlert : public QObject
{
    Q_OBJECT

    static constexpr qint64 now = 1'795'419'277'600'000'000;

    static LogAlertRule ruleFor(const QString &text)
    {
        LogAlertRule rule;
        rule.include << LogPattern{text};
        return rule;
    }
    static void add(LogDocument &document, LogStore &store, const QList<LogFixtureRow> &rows)
    {
        for (const LogFixtureRow &row : rows)
            store.append({row.text, row.runs, row.time, 0, row.source, row.level, row.flags});
        if (store.publish())
            Q_EMIT document.grown();
    }

private Q_SLOTS:
    void F90_countsWhatIsNew()
    {
        const auto store = std::make_shared<LogStore>(LogMemory());
        LogDocument document(store);
        add(document, *store, {{"timeout, seen before", LogSource::Stdout, LogLevel::None, now}});
        LogAlert alert;
        QSignalSpy matched(&alert, &LogAlert::matched);
        alert.watch(&document, ruleFor(u"timeout"_s), now);
        QCOMPARE(alert.count(), 0u);
        add(document, *store, {{"timeout of the past", LogSource::Stdout, LogLevel::None, now - 1'000'000'000},
                               {"timeout, stamped in whole seconds", LogSource::Stdout, LogLevel::None, now - now % 1'000'000'000},
                               {"fine", LogSource::Stdout, LogLevel::None, now + 5},
                               {"TIMEOUT", LogSource::Stderr, LogLevel::None, now + 5},
                               {"a note of Longshore's own", LogSource::Engine, LogLevel::None, now + 6, LineNote}});
        QTRY_COMPARE(alert.count(), 2u);
        QCOMPARE(alert.lastLine(), 4u);
        QCOMPARE(alert.lastText(), u"TIMEOUT"_s);
        QCOMPARE(matched.size(), 1);
        alert.seen();
        QCOMPARE(alert.count(), 0u);
        // However much comes, it is told a few times a second.
        for (int i = 0; i < 10'000; ++i)
            add(document, *store, {{"timeout " + QByteArray::number(i), LogSource::Stdout, LogLevel::None, now + 10 + i}});
        QTRY_COMPARE(alert.count(), 10'000u);
        QVERIFY2(matched.size() < 10, qPrintable(QString::number(matched.size())));
        QCOMPARE(alert.lastText(), u"timeout 9999"_s);
        alert.watch(nullptr, {}, now);
        add(document, *store, {{"timeout", LogSource::Stdout, LogLevel::None, now + 20'000}});
        QCOMPARE(alert.count(), 0u);
    }

    void F90_aTracebackIsOneEvent()
    {
        const auto store = std::make_shared<LogStore>(LogMemory());
        LogDocument document(store);
        LogAlertRule rule;
        rule.levels = LogCriteria::atLeast(LogLevel::Error);
        LogAlert alert;
        alert.watch(&document, rule, now);
        add(document, *store, {{"ERROR bad", LogSource::Stderr, LogLevel::Error, now}, {"  File", LogSource::Stderr, LogLevel::None, now}});
        QTRY_COMPARE(alert.count(), 1u);
        QCOMPARE(alert.lastText(), u"ERROR bad"_s);
    }

    void F90_theMessageOfAStructuredLine()
    {
        const auto store = std::make_shared<LogStore>(LogMemory());
        LogDocument document(store);
        LogAlert alert;
        alert.watch(&document, ruleFor(u"disk"_s), now);
        add(document, *store, {{"{\"level\":\"error\",\"msg\":\"no space on disk\"}", LogSource::Stdout, LogLevel::Error, now, LineStructured}});
        QTRY_COMPARE(alert.lastText(), u"no space on disk"_s);
    }

    void F90_theDocumentMayGo()
    {
        auto document = std::make_unique<LogDocument>(std::make_shared<LogStore>(LogMemory()));
        LogAlert alert;
        alert.watch(document.get(), ruleFor(u"x"_s), now);
        Q_EMIT document->grown();
        document.reset();
        QCOMPARE(alert.count(), 0u);
        QCOMPARE(alert.lastText(), QString());
    }

    void F90_words_data()
    {
        QTest::addColumn<LogAlertRule>("rule");
        QTest::addColumn<QString>("words");
        QTest::newRow("none") << LogAlertRule() << QString();
        QTest::newRow("text") << ruleFor(u"a b"_s) << u"“a b”"_s;
        QTest::newRow("expression but") << LogAlertRule{{{u"a|b"_s, true, true, true}}, {{u"c"_s}, {u"d"_s}}} << u"/a|b/ without “c”, “d”"_s;
        QTest::newRow("level and stream") << LogAlertRule{{}, {}, LogCriteria::atLeast(LogLevel::Warning), false} << u"warning or worse stderr"_s;
        QTest::newRow("odd text") << ruleFor(u"é & 100 % = \n 日本"_s) << u"“é & 100 % = \n 日本”"_s;
    }
    void F90_words()
    {
        QFETCH(LogAlertRule, rule);
        QTEST(rule.words(), "words");
        QCOMPARE(LogAlertRule::fromBytes(rule.toBytes()), rule);
        QVERIFY(!rule.toBytes().contains(' '));
    }
};

LONGSHORE_TEST_MAIN(TestLogAlert)
#include "tst_logalert.moc"
