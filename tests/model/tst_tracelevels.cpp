// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/tracelevels.h"
#include "model/logs/loglevels.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

/// Which lines of real tracebacks "errors" shows (peers 75).
class TestTraceLevels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void F75_tracebacks_data()
    {
        QTest::addColumn<QByteArrayList>("lines"); // "+" those that errors show, "-" the others
        const auto row = [](const char *name, const QByteArrayList &lines) { QTest::newRow(name) << lines; };
        row("Python, uncaught", {"-INFO begin", "+Traceback (most recent call last):", "+  File \"a.py\", line 3, in <module>", "+    f()", "+    ~^^",
                                 "+  [Previous line repeated 996 more times]", "+RecursionError: maximum recursion depth exceeded", "-after", "-  indented"});
        row("Python, logged", {"+ERROR it failed", "+Traceback (most recent call last):", "+  File \"a.py\", line 3, in f", "+    raise KeyError(x)",
                               "+KeyError: 'x'", "-INFO next"});
        row("Python, code that looks like a level", {"+Traceback (most recent call last):", "+  File \"a.py\", line 3", "+    INFO: int = 3", "+ValueError", "-x"});
        row("Python, a chain", {"+Traceback (most recent call last):", "+  File \"a.py\", line 3, in f", "+KeyError: 'x'", "-",
                                "+During handling of the above exception, another exception occurred:", "-", "+Traceback (most recent call last):",
                                "+  File \"a.py\", line 5, in f", "+app.errors.UserException: no", "-"});
        row("Python, a group", {"+  + Exception Group Traceback (most recent call last):", "+  |   File \"a.py\", line 3, in f", "+  | ExceptionGroup: two (2 sub-exceptions)",
                                "+  +-+---------------- 1 ----------------", "+    | ValueError: 1", "+    +------------------------------------", "-after"});
        row("Java, uncaught", {"-start", "+Exception in thread \"main\" java.lang.IllegalStateException: no", "+\tat a.B.c(B.java:12)", "+\tat a.B.main(B.java:3)",
                               "+Caused by: java.io.IOException: gone", "+\t... 12 more", "-after"});
        row("Java, logged", {"+2026-11-28 10:04:14 ERROR a.B - failed", "+java.lang.IllegalStateException: no", "+\tat a.B.c(B.java:12)", "-2026-11-28 10:04:15 INFO a.B - on"});
        row("Java, printed", {"-start", "+java.net.ConnectException: refused", "+\tat a.B.c(B.java:12)", "-after"});
        row("Go", {"+panic: runtime error: index out of range [5] with length 3", "-", "+goroutine 1 [running]:", "+main.main()", "+\t/app/main.go:9 +0x1d", "-",
                   "+goroutine 7 [chan receive]:", "+main.work(0xc0000)", "+\t/app/main.go:20 +0x2a", "+created by main.main in goroutine 1", "+\t/app/main.go:8 +0x1a",
                   "+exit status 2", "-after"});
        row("Rust", {"+thread 'main' panicked at src/main.rs:2:5:", "+it is over", "+stack backtrace:", "+   0: rust_begin_unwind", "+             at ./x.rs:1", "-after"});
        row("Node", {"+TypeError: x is not a function", "+    at Object.<anonymous> (/app/x.js:3:7)", "+    at node:internal/main/run_main_module:23:47", "-", "-Node.js v18"});
        row(".NET", {"+Unhandled exception. System.InvalidOperationException: no", "+   at A.B.C() in /app/B.cs:line 3", "-after"});
        row("Ruby", {"+/app/x.rb:1:in 'foo': boom (RuntimeError)", "+\tfrom /app/x.rb:3:in '<main>'", "-after"});
        row("PHP", {"+PHP Fatal error:  Uncaught Exception: no in /app/x.php:3", "+Stack trace:", "+#0 {main}", "+  thrown in /app/x.php on line 3", "-after"});
        row("indented below its head", {"-INFO one", "-  more", "+ERROR two", "+  more", "+\tmore", "-three", "-  more"});
        row("levels behind a space are heads", {"+ERROR two", "- INFO three", "-  more"});
        row("prose", {"-An Exception is no error", "-Errors: none", "-panicked", "-at last", "-goroutine", "-#1 of 3"});
    }
    void F75_tracebacks()
    {
        QFETCH(QByteArrayList, lines);
        TraceLevels levels;
        for (const QByteArray &line : std::as_const(lines)) {
            const QByteArray text = line.sliced(1);
            const LogLevel level = levels.next(LogSource::Stdout, 0, detectLevel(text), text);
            QVERIFY2((level >= LogLevel::Error) == line.startsWith('+'), line.constData());
        }
    }
    void F75_streamsNotesAndCutLines()
    {
        TraceLevels levels;
        const auto next = [&levels](LogSource source, quint8 flags, QByteArrayView text) { return levels.next(source, flags, detectLevel(text), text); };
        QCOMPARE(next(LogSource::Stderr, 0, "WARN head"), LogLevel::Warning);
        QCOMPARE(next(LogSource::Stdout, 0, "  of another stream"), LogLevel::None);
        QCOMPARE(next(LogSource::Stderr, 0, "  belongs"), LogLevel::Warning);
        QCOMPARE(next(LogSource::Engine, LineNote, "Container restarted"), LogLevel::None);
        QCOMPARE(next(LogSource::Stderr, 0, "  no head any more"), LogLevel::None);
        QCOMPARE(next(LogSource::Stderr, LineContinues, "ERROR long"), LogLevel::Error);
        QCOMPARE(next(LogSource::Stderr, LineContinues, "INFO is but text"), LogLevel::Error);
        QCOMPARE(next(LogSource::Stderr, 0, "its end"), LogLevel::Error);
        QCOMPARE(next(LogSource::Stderr, 0, "another"), LogLevel::None);
    }
};

LONGSHORE_TEST_MAIN(TestTraceLevels)
#include "tst_tracelevels.moc"
