// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/platformlog.h"
#include "model/logs/platformtext.h"
#include "model/run/redactor.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

/// A stage's log, frame by frame.
class Told
{
public:
    explicit Told(const LoggingDefinition &logging = {}) : m_log(logging) {}

    Told &frame(qint64 milliseconds, const QByteArray &bytes, LogSource source = LogSource::Stdout, quint8 flags = 0)
    {
        m_log.frame({source, flags, milliseconds * 1'000'000, m_seq++, bytes});
        return *this;
    }
    Told &errors(qint64 milliseconds, const QByteArray &bytes) { return frame(milliseconds, bytes, LogSource::Stderr); }
    Told &gelf(const QByteArray &json) { return frame(0, json, LogSource::Engine, LogGelf); }
    QStringList end(bool succeeded = true)
    {
        m_log.end(99'000'000, succeeded);
        return texts();
    }
    QStringList texts()
    {
        QStringList list;
        for (const PlatformRecord &record : m_log.take())
            list << QStringList{u"info: "_s, u"warn: "_s, u"error: "_s}[int(record.type)] + record.text;
        return list;
    }
    PlatformLog &log() { return m_log; }

private:
    PlatformLog m_log;
    quint64 m_seq = 0;
};

LoggingDefinition gelfLogging()
{
    LoggingDefinition logging;
    logging.type = u"gelf"_s;
    return logging;
}

} // namespace

/// Contract §9.3 and G7: what the platform would make of a log.
class tst_PlatformLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void L2_text_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QByteArray &text, const QString &expected) { QTest::newRow(name) << text << expected; };
        const QByteArray warning = "WARNING: Your kernel does not support swap limit capabilities or the cgroup is not mounted.";
        row("plain", "hello", u"hello"_s);
        row("empty", "", {});
        row("trimmed", " \t\r\n\v hello \n world \n", u"hello \n world"_s);
        row("zero bytes are trimmed", QByteArray("\0a\0", 3), u"a"_s);
        row("other white space is not", "\xc2\xa0" "a", u"\u00a0a"_s);
        row("A6 half an emoji", "a\xf0\x9f", u"a"_s);
        row("invalid within", "a\xff" "b\xc3", u"ab"_s);
        row("a real U+FFFD stays", "a\xef\xbf\xbd" "b\xff", u"a\ufffdb"_s);
        row("a mark at the begin stays", "\xef\xbb\xbf" "a", u"\ufeff" "a"_s);
        row("invalid, then trimmed", "\xff a \xff", u"a"_s);
        row("swap warning alone", warning, {});
        row("swap warning first", warning + "\nhello", u"hello"_s);
        row("swap warning within", "one\n" + warning + "\ntwo", u"one\ntwo"_s);
        row("swap warning last", "one\n" + warning + "\n", u"one"_s);
        row("60000 stay", QByteArray(60'000, 'x'), QString(60'000, u'x'));
        row("60001 are cut", QByteArray(60'001, 'x'), QString(60'000, u'x') + u" [trimmed]"_s);
        row("characters count, not bytes", QByteArray("\xc3\xa9").repeated(60'000), QString(60'000, QChar(0xe9)));
        row("cut before trimmed", QByteArray(60'000, ' ') + "x", u"[trimmed]"_s);
    }
    void L2_text()
    {
        QFETCH(QByteArray, text);
        QTEST(platformText(text), "expected");
    }

    void A5_cutAfterRedaction()
    {
        const Redactor redactor({"secret"});
        const QByteArray redacted = redactor.redact(QByteArrayView("this is secret which is hidden"));
        QCOMPARE(platformText(redacted, 13), u"this is [hidd [trimmed]"_s);
    }

    void L1_chunks()
    {
        Told told;
        told.frame(10, "one\n").frame(11, "two\n").frame(14, "three\n"); // each less than 5 ms after the one before
        told.frame(20, "four\n").frame(26, "  \n").frame(40, "five");
        QCOMPARE(told.texts(), (QStringList{u"info: one\ntwo\nthree"_s, u"info: four"_s})); // blank: no event
        told.log().pause();
        QCOMPARE(told.texts(), QStringList{u"info: five"_s});
        QCOMPARE(told.end(), QStringList());
    }

    void L1_chunksAreNoLongerThanAPipe()
    {
        Told told;
        told.frame(1, QByteArray(40'000, 'a')).frame(1, QByteArray(40'000, 'b')).frame(1, "c");
        const QStringList texts = told.end();
        QCOMPARE(texts.size(), 2);
        QVERIFY(texts[0].startsWith(u"info: aaa"_s) && texts[0].endsWith(u"aaa"_s));
        QVERIFY(texts[1].startsWith(u"info: bbb"_s) && texts[1].endsWith(u"bc"_s));
    }

    void L1_stderrIsNotLive()
    {
        Told told;
        told.errors(1, "bad\n").frame(2, "good\n").errors(3, "worse\n");
        told.log().pause();
        QCOMPARE(told.texts(), QStringList{u"info: good"_s});
        QCOMPARE(told.end(true), QStringList{u"error: bad\nworse"_s}); // once, at the end
    }

    void L1_stderrOfAFailureIsItsMessage()
    {
        QCOMPARE(Told().errors(1, "bad\n").end(false), QStringList());
    }

    void L1_ownNotesAreNoEvents()
    {
        Told told;
        told.frame(1, "Stage 2\n", LogSource::Engine, LogAppNote | LogStage);
        QCOMPARE(told.end(), QStringList());
    }

    void L3_cut()
    {
        const QByteArray side(1997, 'x');
        QCOMPARE(Told().frame(1, QByteArray(4000, 'x')).end().constFirst().size(), qsizetype(strlen("info: ")) + 4000);
        QCOMPARE(Told().frame(1, QByteArray(4001, 'x')).end(), QStringList{u"info: "_s + QString::fromLatin1(side + " ... " + side)});
        // All of stderr is cut at 60,000 first.
        const QStringList errors = Told().errors(1, QByteArray(100'000, 'x')).end();
        QCOMPARE(errors.size(), 1);
        QVERIFY(errors[0].endsWith(u"x [trimmed]"_s));
    }

    void L3_emptyMakesNoEvent()
    {
        LoggingDefinition logging = gelfLogging();
        logging.verbosity[200] = u"camouflage"_s;
        Told told(logging);
        told.gelf("{\"short_message\":\"  \",\"level\":6}");
        QCOMPARE(told.end(), QStringList());
        QCOMPARE(told.log().dropped(), 0);
    }

    void G7_streamsComeAtTheEnd()
    {
        Told told(gelfLogging());
        told.frame(1, "out\n").frame(500, "more\n").errors(2, "bad\n");
        told.log().pause();
        told.gelf("{\"short_message\":\"live\",\"level\":4}");
        QCOMPARE(told.texts(), QStringList{u"warn: live"_s});
        QCOMPARE(told.end(false), (QStringList{u"info: out\nmore"_s, u"error: bad"_s}));
    }

    void L5_verbosity()
    {
        LoggingDefinition logging = gelfLogging();
        logging.verbosity = {{100, u"none"_s}, {200, u"verbose"_s}, {400, u"normal"_s}, {500, u"camouflage"_s}};
        PlatformLog log(logging, 3);
        const auto record = [&](const QByteArray &json) {
            log.frame({LogSource::Engine, LogGelf, 7, 0, json});
            return log.take().value(0);
        };
        const QByteArray rest = ",\"host\":\"h\",\"version\":\"1.1\",\"timestamp\":1.5,\"_table\":\"x\",\"full_message\":\"long\"}";
        QCOMPARE(record("{\"short_message\":\"d\",\"level\":7" + rest), PlatformRecord());
        QCOMPARE(log.dropped(), 1);
        QCOMPARE(record("{\"short_message\":\"i\",\"level\":6" + rest),
                 (PlatformRecord{3, 7, PlatformEvent::Type::Info, u"i"_s, u"{\"_table\":\"x\",\"full_message\":\"long\"}"_s, {}}));
        QCOMPARE(record("{\"short_message\":\"e\",\"level\":3" + rest), (PlatformRecord{3, 7, PlatformEvent::Type::Error, u"e"_s, {}, {}}));
        QCOMPARE(record("{\"short_message\":\"c\",\"level\":2" + rest), (PlatformRecord{3, 7, PlatformEvent::Type::Error, genericErrorText(), {}, u"c"_s}));
        QCOMPARE(record("no JSON"), PlatformRecord());
    }

    void L5_ofStandardLogs()
    {
        LoggingDefinition logging;
        logging.verbosity = {{200, u"none"_s}, {400, u"camouflage"_s}};
        Told told(logging);
        QCOMPARE(told.frame(1, "out").errors(1, "bad").end(), QStringList{u"error: "_s + genericErrorText()});
        QCOMPARE(told.log().dropped(), 1);
    }
};

LONGSHORE_TEST_MAIN(tst_PlatformLog)
#include "tst_platformlog.moc"
