// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/loglevels.h"
#include "tests/support/testmain.h"

#include <vector>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

struct Row {
    const char *line;
    LogLevel level;
    const char *word; ///< what is painted
};

using L = LogLevel;

const Row statedLevels[] = {
    // bare words
    {"INFO server started", L::Info, "INFO"},
    {"INFO  two spaces", L::Info, "INFO"},
    {"  WARN indented", L::Warning, "WARN"},
    {"\tERROR behind a tab", L::Error, "ERROR"},
    {"ERROR", L::Error, "ERROR"},
    {"ERROR: it broke", L::Error, "ERROR"},
    {"WARNING:root:python's default", L::Warning, "WARNING"},
    {"CRITICAL:my.logger:x", L::Critical, "CRITICAL"},
    {"DEBUG - starting", L::Debug, "DEBUG"},
    {"TRACE enter", L::Trace, "TRACE"},
    {"NOTICE: x", L::Notice, "NOTICE"},
    {"FATAL: out of memory", L::Critical, "FATAL"},
    {"EMERGENCY stop", L::Critical, "EMERGENCY"},
    {"SEVERE: java.util.logging", L::Error, "SEVERE"},
    {"FINE: java.util.logging", L::Debug, "FINE"},
    {"FINEST: java.util.logging", L::Trace, "FINEST"},
    {"ERR! code", L::Error, "ERR"},
    {"npm ERR! code ELIFECYCLE", L::Error, "ERR"},
    {"npm WARN deprecated x@1", L::Warning, "WARN"},
    {"error: linker failed", L::Error, "error"},
    {"Error: Cannot find module 'x'", L::Error, "Error"},
    {"warning: unused variable", L::Warning, "warning"},
    {"Warning: it is old", L::Warning, "Warning"},
    {"info: Microsoft.Hosting.Lifetime[14]", L::Info, "info"},
    {"fail: Microsoft.AspNetCore[1]", L::Error, "fail"},
    {"crit: x", L::Critical, "crit"},
    {"dbug: x", L::Debug, "dbug"},
    {"trce: x", L::Trace, "trce"},
    {"info  - Loaded env from .env", L::Info, "info"},
    {"warn - deprecated", L::Warning, "warn"},
    {"error[E0308]: mismatched types", L::Error, "error"},
    {"INFO[0042] logrus on a terminal", L::Info, "INFO"},
    {"ERRO[0000] logrus on a terminal", L::Error, "ERRO"},
    {"FATA[0001] x", L::Critical, "FATA"},
    {"--- FAIL: TestThing (0.00s)", L::Error, "FAIL"},
    // brackets
    {"[WARN] x", L::Warning, "WARN"},
    {"[warn] x", L::Warning, "warn"},
    {"[Error] x", L::Error, "Error"},
    {"[INFO ] padded", L::Info, "INFO"},
    {"[ERROR   ] padded", L::Error, "ERROR"},
    {"[info ] padded", L::Info, "info"},
    {"(debug) x", L::Debug, "debug"},
    {"[INFO][main] x", L::Info, "INFO"},
    {"[main] ERROR c.e.App - x", L::Error, "ERROR"},
    {"[worker thread 3] ERROR x", L::Error, "ERROR"},
    {"[INFO]: x", L::Info, "INFO"},
    // time stamps first
    {"2026-11-26 ERROR: x", L::Error, "ERROR"},
    {"2026-11-26T12:00:00Z ERROR x", L::Error, "ERROR"},
    {"2026-11-26T12:00:00.123456789Z\tINFO\tmain.go:7\tx", L::Info, "INFO"},
    {"2026-11-26T12:00:00.123Z\tinfo\tmain.go:7\tx", L::Info, "info"},
    {"2026-11-26 12:00:00,123 INFO x", L::Info, "INFO"},
    {"2026-11-26 12:00:00,123 - root - WARNING - x", L::Warning, "WARNING"},
    {"2026-11-26 12:00:00,123 root INFO x", L::Info, "INFO"},
    {"2026-11-26 12:00:00,123 my.module DEBUG x", L::Debug, "DEBUG"},
    {"2026-11-26 12:00:00.123  INFO 1 --- [main] o.s.b.App : x", L::Info, "INFO"},
    {"12:00:00.123 [main] ERROR com.example.App - x", L::Error, "ERROR"},
    {"12:00PM INF zerolog", L::Info, "INF"},
    {"12:00PM WRN zerolog", L::Warning, "WRN"},
    {"[12:00:00 INF] serilog", L::Info, "INF"},
    {"[12:00:00 FTL] serilog", L::Critical, "FTL"},
    {"12:00:00 DBG x", L::Debug, "DBG"},
    {"12:00:00 TRC x", L::Trace, "TRC"},
    {"2026/11/26 12:00:00 [error] 123#0: nginx", L::Error, "error"},
    {"2026/11/26 12:00:00 [emerg] 1#1: nginx", L::Critical, "emerg"},
    {"2026-11-26 12:00:00.000 UTC [123] ERROR:  relation \"x\"", L::Error, "ERROR"},
    {"2026-11-26 12:00:00.000 UTC [1] LOG:  database system is ready", L::Info, "LOG"},
    {"2026-11-26 12:00:00.000 CET [9] user@db FATAL:  role", L::Critical, "FATAL"},
    {"2026-11-26T12:00:00.000000Z 0 [Warning] [MY-010068] [Server] x", L::Warning, "Warning"},
    {"[2026-11-26T12:00:00,000][INFO ][o.e.n.Node] [n] started", L::Info, "INFO"},
    {"[2026-11-26 12:00:00,000] INFO kafka (kafka.server.KafkaServer)", L::Info, "INFO"},
    {"2026-11-26 12:00:00.000 [info] <0.1.0> rabbit", L::Info, "info"},
    {"[2026-11-26T12:00:00Z INFO  my_crate] x", L::Info, "INFO"},
    {"2026-11-26T12:00:00.000000Z  WARN my_crate: x", L::Warning, "WARN"},
    {"[2026-11-26, 12:00:00 UTC] {taskinstance.py:1} INFO - x", L::Info, "INFO"},
    {"[2026-11-26 12:00:00,000: WARNING/MainProcess] celery", L::Warning, "WARNING"},
    {"[2026-11-26 12:00:00 +0000] [1] [INFO] Starting gunicorn", L::Info, "INFO"},
    {"INFO:     127.0.0.1:1234 - \"GET / HTTP/1.1\" 200", L::Info, "INFO"},
    {"2026-11-26 12:00:00.000 | SUCCESS  | __main__:f:1 - x", L::Info, "SUCCESS"},
    {"2026-11-26 12:00:00 | error | x", L::Error, "error"},
    {"Thu Nov 26 12:00:00 2026 ERROR x", L::Error, "ERROR"},
    {"[Thu Nov 26 12:00:00.000 2026] [core:error] [pid 1] apache", L::Error, "error"},
    {"[Thu Nov 26 12:00:00.000 2026] [mpm_event:notice] [pid 1] x", L::Notice, "notice"},
    {"Nov 26 12:00:00 myhost myapp[12]: ERROR x", L::Error, "ERROR"},
    {"Nov 26 12:00:00 myhost myapp[12]: warning: x", L::Warning, "warning"},
    {"I, [2026-11-26T12:00:00.1 #1]  INFO -- : ruby", L::Info, "INFO"},
    {"26-Nov-2026 12:00:00.000 SEVERE [main] tomcat", L::Error, "SEVERE"},
    {"1764158400.123 DEBUG x", L::Debug, "DEBUG"},
    {"2026-11-26,INFO,csv", L::Info, "INFO"},
    {"\xE2\x9D\x8C ERROR behind a sign", L::Error, "ERROR"},
    // names first
    {"src/main.c:3:5: error: expected ';'", L::Error, "error"},
    {"src/main.c:3:5: fatal error: no such file", L::Critical, "fatal error"},
    {"src/main.c:3:5: warning: unused", L::Warning, "warning"},
    {"src/main.c:3:5: note: declared here", L::Notice, "note"},
    {"collect2: error: ld returned 1 exit status", L::Error, "error"},
    {"ld: warning: x", L::Warning, "warning"},
    {"com.example.App ERROR x", L::Error, "ERROR"},
    // monolog and PHP
    {"[2026-11-26 12:00:00] channel.ERROR: x [] []", L::Error, "ERROR"},
    {"[2026-11-26T12:00:00.000000+00:00] app.INFO: x {\"a\":1} []", L::Info, "INFO"},
    {"[2026-11-26 12:00:00] security.DEBUG: x", L::Debug, "DEBUG"},
    {"PHP Fatal error:  Uncaught Exception", L::Critical, "Fatal error"},
    {"PHP Warning:  Undefined variable", L::Warning, "Warning"},
    {"PHP Notice:  x", L::Notice, "Notice"},
    {"PHP Parse error:  syntax error", L::Error, "PHP Parse error"},
    {"PHP Deprecated:  x", L::Notice, "PHP Deprecated"},
    // klog, glog, syslog
    {"E1126 12:00:00.123456       1 reflector.go:1] x", L::Error, "E"},
    {"W1126 12:00:00.123456       1 x.go:1] x", L::Warning, "W"},
    {"I20261126 12:00:00.123456 1 x.cc:1] x", L::Info, "I"},
    {"F1126 12:00:00.123456       1 x.go:1] x", L::Critical, "F"},
    {"<3>x", L::Error, "<3>"},
    {"<7>x", L::Debug, "<7>"},
    {"<34>1 2026-11-26T12:00:00Z host app - - - x", L::Critical, "<34>"},
    {"<191>x", L::Debug, "<191>"},
    // no word, still a level
    {"Traceback (most recent call last):", L::Error, "Traceback"},
    {"ValueError: bad input", L::Error, "ValueError"},
    {"requests.exceptions.ConnectionError: x", L::Error, "requests.exceptions.ConnectionError"},
    {"java.lang.IllegalStateException: x", L::Error, "java.lang.IllegalStateException"},
    {"Exception in thread \"main\" java.lang.Error", L::Error, "Exception"},
    {"Unhandled exception. System.Exception: x", L::Error, "Unhandled exception"},
    {"panic: runtime error: index out of range", L::Critical, "panic"},
    {"fatal: not a git repository", L::Critical, "fatal"},
    {"fatal error: all goroutines are asleep - deadlock!", L::Critical, "fatal error"},
    {"thread 'main' panicked at src/main.rs:2:5:", L::Critical, "panicked"},
    {"Segmentation fault (core dumped)", L::Critical, "Segmentation fault"},
    // logfmt
    {"level=warn msg=\"x\"", L::Warning, "warn"},
    {"lvl=eror level=error", L::Error, "error"},
    {"lvl=dbug msg=x", L::Debug, "dbug"},
    {"severity=CRITICAL msg=x", L::Critical, "CRITICAL"},
    {"time=\"2026-11-26T12:00:00Z\" level=info msg=\"a b\"", L::Info, "info"},
    {"ts=2026-11-26T12:00:00Z caller=x.go:1 level=\"error\" err=x", L::Error, "error"},
    {"msg=\"says level=error\" level=debug", L::Debug, "debug"},
    {"msg=\"a \\\" level=error\" level=debug", L::Debug, "debug"},
    {"2026-11-26T12:00:00Z level=info msg=x", L::Info, "info"},
    {"level=info, msg=x", L::Info, "info"},
    {"a=1 level=30", L::Info, "30"},
    {"[main] level=trace x", L::Trace, "trace"},
    // JSON
    {R"({"level":"warn","msg":"x"})", L::Warning, "warn"},
    {R"(  {"level": "ERROR"})", L::Error, "ERROR"},
    {R"({"severity":"WARNING","message":"google"})", L::Warning, "WARNING"},
    {R"({"levelname":"CRITICAL"})", L::Critical, "CRITICAL"},
    {R"({"@timestamp":"x","log.level":"error","message":"ecs"})", L::Error, "error"},
    {R"({"lvl":"dbg"})", L::Debug, "dbg"},
    {R"({"loglevel":"Information"})", L::Info, "Information"},
    {R"({"@t":"x","@l":"Fatal","@m":"serilog"})", L::Critical, "Fatal"},
    {R"({"Level":"Info"})", L::Info, "Info"},
    {R"({"level":"e"})", L::Error, "e"},
    {R"({"level":30,"time":1,"pid":1,"msg":"pino"})", L::Info, "30"},
    {R"({"name":"bunyan","level":60,"v":0})", L::Critical, "60"},
    {R"({"level":"50"})", L::Error, "50"},
    {R"({"levelno":50,"msg":"python"})", L::Critical, "50"},
    {R"({"levelno": 10})", L::Debug, "10"},
    {R"({"version":"1.1","host":"h","short_message":"x","level":3})", L::Error, "3"},
    {R"({"level":7,"version":"1.1"})", L::Debug, "7"},
    {R"({"level":0,"short_message":"x"})", L::Critical, "0"},
    {R"({"msg":"level","level":"info"})", L::Info, "info"},
    {"{\"msg\":\"\\\"level\\\":\\\"error\\\",\",\"level\":\"info\"}", L::Info, "info"},
    {R"({"a":{"level":"error"},"level":"info"})", L::Info, "info"},
    {R"({"a":[{"level":"error"}, "]"],"level":"info"})", L::Info, "info"},
    {R"({"level":"beginner","severity":"err"})", L::Error, "err"},
    {R"({"level":null,"severity":"notice"})", L::Notice, "notice"},
};

const char *const silentLines[] = {
    "", " ", "x", "no errors found", "No error", "information about the thing", "Information: we moved",
    "the error rate is 3 %", "Error rate is 3 %", "error rate", "Errors: 3", "errors=0", "0 errors, 0 warnings", "3 warnings",
    "An error occurred", "Finished with 2 errors", "warned you", "This is a debug build", "informational", "terror", "INFORMATION",
    "ERRORS", "ERROR_CODE is 5", "LOG_LEVEL", "DEBUG_MODE=1", "DEBUG=1", "ERROR=none", "error-prone code", "INFO-level", "Info",
    "Set ERROR flag", "set level=error in the file", "Using log level=debug now", "trace route to host", "debug mode on",
    "warning signs", "fatal flaw", "critical section entered", "alert the user", "fine: thank you", "log: x", "log in as root",
    "note that", "error: null", "debug: false", "error: 0", "  error: x", "failed", "success", "Success: all done", "inf", "inf: x",
    "downloading error.log", "/var/log/error.log: rotated", "GET /error HTTP/1.1", "127.0.0.1 - - [26/Nov/2026:12:00:00 +0000] \"GET /ERROR HTTP/1.1\" 500 1",
    "\"ERROR\" was the word", "https://x/error: y", "see [error] above", "got INFO packet", "Done. ERROR count is 3", "Hello, ERROR", "it's ERROR time",
    "12:00:00 there was an ERROR", "12:00:00 last error: x", "2026-11-26 12:00:00 myapp: no ERROR here", "E1126 notklog", "E112 12:00:00", "Exx", "I am here",
    "<x>", "<>", "<192>x", "<3", "<1234>x", "<error>x</error>", "[error in the bracket]", "[the ERROR] x", "Downloaded ValueError: x",
    "a plain line that is longer than the zone of sixty-four bytes at its start, then ERROR",
    "0123456789012345678901234567890123456789012345678901234567890123 ERROR",
    "level=", "level", "level=\"", "level=high", "levels=error", "xlevel=error", "msg=\"level=error\"", "{", "{}", "{\"", "{\"level\"", "{\"level\":", "{\"level\":\"",
    "{\"level\":\"error", R"({"level":5})", R"({"level":15})", R"({"level":70})", R"({"level":3})", R"({"level":"high"})", R"({"level":""})",
    R"({"msg":"ERROR: x"})", R"({"msg":"x","a":{"level":"error"}})", R"({"a":["level","error"]})", R"({"level":["error"]})", R"({"sublevel":"error"})",
    R"({"level":12345678901234567890})", R"({level:"error"})", R"({"a":"\"level\":\"error\""})", "[]", "[\"level\",\"error\"]",
    "\xC5\xBE\xC3\xA1" "dn\xC3\xA1 chyba ERROR",
};

} // namespace

class tst_LogLevels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stated_data()
    {
        QTest::addColumn<int>("row");
        for (int i = 0; i < int(std::size(statedLevels)); ++i)
            QTest::addRow("%s", statedLevels[i].line) << i;
    }
    void stated()
    {
        QFETCH(int, row);
        const QByteArrayView line(statedLevels[row].line);
        const LevelWord word = levelWord(line);
        QCOMPARE(levelName(word.level), levelName(statedLevels[row].level));
        QCOMPARE(line.sliced(word.offset, word.length).toByteArray(), QByteArray(statedLevels[row].word));
        QCOMPARE(detectLevel(line), word.level);
    }

    void silent_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : silentLines)
            QTest::addRow("%s", line) << QByteArray(line);
    }
    void silent()
    {
        QFETCH(QByteArray, line);
        QCOMPARE(levelWord(line), LevelWord());
    }

    // Any beginning of a line, in memory of its own, so that a byte read behind it is found.
    void everyBeginningIsSafe()
    {
        for (const Row &row : statedLevels) {
            const QByteArray line(row.line);
            for (qsizetype size = 0; size <= line.size(); ++size) {
                const std::vector<char> exact(line.begin(), line.begin() + size);
                const LevelWord word = levelWord(QByteArrayView(exact.data(), size));
                QVERIFY(word.offset + word.length <= size);
            }
        }
    }

    void longJsonIsReadAtBothEnds_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<LogLevel>("level");
        const QByteArray text(3000, 'x');
        const QByteArray head = "{\"event\":\"" + text + "\",";
        QTest::newRow("at the end") << head + "\"logger\":\"a\",\"level\":\"error\",\"timestamp\":\"t\"}" << L::Error;
        QTest::newRow("last") << head + "\"level\":\"error\"}" << L::Error;
        QTest::newRow("spaced") << head + " \"level\": \"error\" } " << L::Error;
        QTest::newRow("of GELF") << "{\"version\":\"1.1\",\"full_message\":\"" + text + "\",\"level\":4}" << L::Warning;
        QTest::newRow("of GELF, all at the end") << head + "\"version\":\"1.1\",\"level\":4}" << L::Warning;
        QTest::newRow("of an inner object") << head + "\"a\":{\"b\":1,\"level\":\"error\"}}" << L::None;
        QTest::newRow("of an inner object, then its own") << head + "\"a\":{\"b\":1,\"level\":\"error\"},\"level\":\"info\"}" << L::Info;
        QTest::newRow("within a string") << head + "\"a\":\"\\\"b\\\",\\\"level\\\":\\\"error\\\"\"}" << L::None;
        QTest::newRow("cut") << head + "\"level\":\"error\"" << L::None;
        QTest::newRow("at the start") << "{\"level\":\"error\",\"event\":\"" + text + "\"}" << L::Error;
        QTest::newRow("around the border") << "{\"event\":\"" + text.left(235) + "\",\"level\":\"error\",\"a\":1}" << L::Error;
    }
    void longJsonIsReadAtBothEnds()
    {
        QFETCH(QByteArray, line);
        QTEST(detectLevel(line), "level");
    }

    void structured_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("structured");
        QTest::newRow("object") << QByteArray("{\"a\":1}") << true;
        QTest::newRow("spaces") << QByteArray(" \t{\"a\":1} ") << true;
        QTest::newRow("empty object") << QByteArray("{}") << true;
        QTest::newRow("one brace") << QByteArray("{") << false;
        QTest::newRow("other brace") << QByteArray("}") << false;
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("spaces only") << QByteArray("   ") << false;
        QTest::newRow("list") << QByteArray("[1]") << false;
        QTest::newRow("text") << QByteArray("x {}") << false;
        QTest::newRow("cut") << QByteArray("{\"a\":") << false;
    }
    void structured()
    {
        QFETCH(QByteArray, line);
        QTEST(looksStructured(line), "structured");
    }

    void names()
    {
        for (const LogLevel level : {L::Trace, L::Debug, L::Info, L::Notice, L::Warning, L::Error, L::Critical})
            QCOMPARE(levelFromName(levelName(level).toLatin1()), level);
        QVERIFY(levelName(L::None).isEmpty());
        QVERIFY(!levelFromName(""));
        QVERIFY(!levelFromName("high"));
        QVERIFY(!levelFromName("i\nfo"));
        QVERIFY(!levelFromName("INF\x0f")); // would be "info" once its case is ignored bit by bit
        QCOMPARE(levelFromName("INFORMATION"), L::Info);
    }

    void syslogNumbers()
    {
        QCOMPARE(levelFromSyslog(0), L::Critical);
        QCOMPARE(levelFromSyslog(3), L::Error);
        QCOMPARE(levelFromSyslog(7), L::Debug);
        QVERIFY(!levelFromSyslog(8));
        QVERIFY(!levelFromSyslog(-1));
    }
};

LONGSHORE_TEST_MAIN(tst_LogLevels)
#include "tst_loglevels.moc"
