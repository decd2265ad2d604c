// SPDX-License-Identifier: GPL-3.0-or-later
// The program as a person at a terminal meets it, without any engine: what is said, where, and the exit code
// (product.md, "Command line"; issue 2, "Bad input").
#include "tests/support/program.h"
#include "tests/support/storedrun.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QLocalServer>
#include <QLocalSocket>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace longshore;
using test::Ended;
using test::Program;
using test::runLongshore;
using nlohmann::json;

namespace
{

constexpr auto secretValue = "s3cr3t-Value-42";

/// Answers each connection's first bytes with the same text, GET /version with another.
class FixedServer
{
public:
    FixedServer(const QString &path, const QByteArray &reply, const QByteArray &version)
    {
        QObject::connect(&m_server, &QLocalServer::newConnection, &m_server, [this, reply, version] {
            QLocalSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QLocalSocket::readyRead, socket, [this, socket, reply, version] {
                const QByteArray asked = socket->readAll();
                ++m_requests;
                if (reply.isEmpty())
                    return;
                socket->write(asked.startsWith("GET /version") ? version : reply);
                socket->disconnectFromServer();
            });
        });
        m_listening = m_server.listen(path);
    }
    bool listening() const { return m_listening; }
    int requests() const { return m_requests; }

private:
    QLocalServer m_server;
    bool m_listening = false;
    int m_requests = 0;
};

QByteArray http(const QByteArray &status, const QByteArray &headers, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

/// A socket file nobody listens on any more.
bool leaveDeadSocket(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (std::size_t(name.size()) >= sizeof address.sun_path)
        return false;
    memcpy(address.sun_path, name.constData(), std::size_t(name.size()));
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool bound = fd >= 0 && ::bind(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    ::close(fd);
    return bound;
}

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    QString path(const QString &name) const { return m_dir.filePath(name); }
    QString endpoint(const QString &name) const { return u"unix://"_s + path(name); }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(name));
        return path(name);
    }
    static json job()
    {
        return {{"format", "longshore.job/1"},
                {"id", "6f0c1f0e-0000-4000-8000-000000000001"},
                {"name", "x"},
                {"component", {{"id", "x.y"}, {"data", {{"definition", {{"type", "dockerhub"}, {"uri", "x/y"}, {"tag", "1"}}}}}}},
                {"configuration", {{"parameters", json::object()}}}};
    }
    QString jobFile(const json &job) const { return write(u"a.job.json"_s, QByteArray::fromStdString(job.dump())); }

    /// The rules for every failure: one sentence on stderr, with --json the same as the last object, no crash.
    static void checkFailure(const Ended &ended, int code, const QString &words, bool asJson)
    {
        QVERIFY2(!ended.crashed, ended.err.constData());
        QVERIFY2(ended.code == code, (QByteArray::number(ended.code) + ": " + ended.err).constData());
        QVERIFY2(QString::fromUtf8(ended.err).contains(words, Qt::CaseInsensitive), ended.err.constData());
        QVERIFY(ended.err.startsWith("longshore: "));
        if (!asJson) {
            QCOMPARE(ended.out, QByteArray());
            return;
        }
        const QList<json> objects = ended.objects();
        QVERIFY(!objects.isEmpty());
        for (const json &object : objects)
            QVERIFY2(object.is_object(), ended.out.constData());
        const json &last = objects.last();
        QCOMPARE(last.value("event", ""), std::string("error"));
        QVERIFY(last.contains("kind") && !last.value("kind", "").empty());
        QVERIFY2(QString::fromStdString(last.value("message", "")).contains(words, Qt::CaseInsensitive), ended.out.constData());
    }

private Q_SLOTS:
    void init() { QVERIFY(m_dir.isValid()); }

    void badUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("words");
        const QString none = u"unix:///nonexistent/engine.sock"_s;
        QTest::newRow("unknown command") << QStringList{u"fly"_s} << u"'fly' is not a command"_s;
        QTest::newRow("unknown option") << QStringList{u"images"_s, u"--wings"_s} << u"wings"_s;
        QTest::newRow("option of another command") << QStringList{u"images"_s, u"--row"_s, u"1"_s} << u"row"_s;
        QTest::newRow("run without JOB") << QStringList{u"run"_s} << u"'run' needs one argument: JOB"_s;
        QTest::newRow("inspect without REF") << QStringList{u"inspect"_s} << u"REF"_s;
        QTest::newRow("log without RUN") << QStringList{u"log"_s} << u"RUN"_s;
        QTest::newRow("surplus") << QStringList{u"runs"_s, u"x"_s} << u"'x' is one argument too many"_s;
        QTest::newRow("surplus after JOB") << QStringList{u"run"_s, u"a"_s, u"b"_s} << u"'b' is one argument too many"_s;
        QTest::newRow("stream") << QStringList{u"log"_s, u"x"_s, u"--stream"_s, u"nope"_s} << u"stdout or stderr, not 'nope'"_s;
        QTest::newRow("stream of the platform") << QStringList{u"log"_s, u"x"_s, u"--platform"_s, u"--stream"_s, u"stderr"_s} << u"does not go with --stream"_s;
        QTest::newRow("watch over a matrix") << QStringList{u"run"_s, u"a"_s, u"--watch"_s, u"--matrix"_s, u"tag=1"_s} << u"do not go together"_s;
        QTest::newRow("matrix of nothing") << QStringList{u"run"_s, u"a"_s, u"--matrix="_s} << u"--matrix needs what to run over"_s;
        QTest::newRow("option without value") << QStringList{u"images"_s, u"--engine"_s} << u"engine"_s;
        QTest::newRow("empty store") << QStringList{u"runs"_s, u"--store="_s} << u"--store needs a folder"_s;
        QTest::newRow("empty engine") << QStringList{u"images"_s, u"--engine="_s} << u"--engine needs an endpoint"_s;
        for (const QString &bad : {u"nonsense"_s, u"unix://"_s, u"unix://rel/x.sock"_s, u"tcp://"_s, u"tcp://h:99999"_s, u"tcp://h:x"_s,
                                   u"ftp://h"_s, u"ssh://-oProxyCommand=x"_s, u"tcp://h/path"_s})
            QTest::addRow("endpoint %s", qPrintable(bad)) << QStringList{u"images"_s, u"--engine"_s, bad} << u"endpoint \"%1\""_s.arg(bad);
    }
    void badUsage()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, words);
        checkFailure(runLongshore(arguments), 64, words, false);
        checkFailure(runLongshore(QStringList{u"--json"_s} + arguments), 64, words, true);
    }

    void helpAndVersion()
    {
        const Ended version = runLongshore({u"--version"_s});
        QCOMPARE(version.code, 0);
        QVERIFY(version.out.startsWith("longshore 0."));
        QCOMPARE(version.err, QByteArray());
        const Ended help = runLongshore({u"--help"_s});
        QCOMPARE(help.code, 0);
        for (const char *word : {"run", "images", "inspect", "runs", "log", "--engine", "--store", "--json", "Exit codes"})
            QVERIFY2(help.out.contains(word), word);
        const Ended runHelp = runLongshore({u"run"_s, u"--help"_s});
        QCOMPARE(runHelp.code, 0);
        QVERIFY(runHelp.out.contains("--secret"));
        const Ended checkHelp = runLongshore({u"check"_s, u"--help"_s});
        QVERIFY2(checkHelp.code == 0 && checkHelp.out.contains("RUN is the id of a run that ended"), checkHelp.out.constData());
    }

    void noDisplay()
    {
        Program program(u"unset DISPLAY WAYLAND_DISPLAY QT_QPA_PLATFORM; exec \"$LONGSHORE\""_s);
        checkFailure(program.end(), 64, u"there is no display"_s, false);
    }

    void badJob_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const json &job, int code, const QString &words) {
            QTest::newRow(name) << QByteArray::fromStdString(job.dump()) << code << words;
        };
        QTest::newRow("empty") << QByteArray() << 64 << u"a.job.json"_s;
        QTest::newRow("not JSON") << QByteArray("{ \"format\": ") << 64 << u"a.job.json"_s;
        QTest::newRow("binary") << QByteArray("\0\xff\xfe\x01", 4) << 64 << u"a.job.json"_s;
        QTest::newRow("deep") << QByteArray(100'000, '[') << 64 << u"a.job.json"_s;
        QTest::newRow("a list") << QByteArray("[]") << 64 << u"instead of an object"_s;
        QTest::newRow("no format") << QByteArray("{}") << 64 << u"no \"format\""_s;
        QTest::newRow("another format") << QByteArray(R"({"format":"x/1"})") << 64 << u"x/1"_s;
        QTest::newRow("newer format") << QByteArray(R"({"format":"longshore.job/9"})") << 64 << u"newer than this program"_s;
        json changed = job();
        changed.erase("component");
        row("no component", changed, 64, u"component"_s);
        changed = job();
        changed["configuration"] = 5;
        row("configuration is a number", changed, 64, u"configuration"_s);
        changed = job();
        changed["configuration"]["parameters"]["#token"] = {{"$secret", "4f0c"}};
        row("unresolved secret", changed, 64, u"#token"_s);
        changed = job();
        changed["input"] = {{"mode", "folder"}, {"folder", "not-there"}};
        row("missing data folder", changed, 66, u"not-there"_s);
        changed = job();
        changed["rows"] = {{{"id", "1"}, {"configuration", json::object()}}};
        changed["input"] = {{"mode", "sideways"}};
        row("bad input mode", changed, 64, u"input.mode"_s);
    }
    void badJob()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        QFETCH(QString, words);
        const QString file = write(u"a.job.json"_s, text);
        // Said before an engine is looked for, so the engine's absence never shows.
        const QStringList arguments{u"run"_s, file, u"--engine"_s, endpoint(u"none.sock"_s)};
        checkFailure(runLongshore(arguments), code, words, false);
        checkFailure(runLongshore(arguments + QStringList{u"--json"_s}), code, words, true);
    }

    void missingThings_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        const QString job = jobFile(TestCommandLine::job());
        QTest::newRow("job") << QStringList{u"run"_s, path(u"no.job.json"_s)} << 66 << u"no.job.json"_s;
        QTest::newRow("job is a folder") << QStringList{u"run"_s, m_dir.path()} << 64 << u"it is not a file"_s;
        QTest::newRow("data folder") << QStringList{u"run"_s, job, u"--data"_s, path(u"nothing"_s)} << 66 << u"nothing"_s;
        QTest::newRow("row") << QStringList{u"run"_s, job, u"--row"_s, u"7"_s} << 66 << u"7"_s;
        QTest::newRow("matrix of something else") << QStringList{u"run"_s, job, u"--matrix"_s, u"color=red"_s} << 64 << u"neither tags nor configurations"_s;
        QTest::newRow("matrix of no tag") << QStringList{u"run"_s, job, u"--matrix"_s, u"tag=1,a/b"_s} << 64 << u"'a/b' is no tag"_s;
        QTest::newRow("matrix of commas") << QStringList{u"run"_s, job, u"--matrix"_s, u"tag=,,"_s} << 64 << u"it names nothing"_s;
        QTest::newRow("matrix beside a tag") << QStringList{u"run"_s, job, u"--tag"_s, u"1"_s, u"--matrix"_s, u"tag=2"_s} << 64 << u"--tag names another one"_s;
        QTest::newRow("matrix of a missing file") << QStringList{u"run"_s, job, u"--matrix"_s, u"config="_s + path(u"none.json"_s)} << 66 << u"none.json"_s;
        QTest::newRow("secret file") << QStringList{u"run"_s, job, u"--secret"_s, u"a=@/nonexistent/file"_s} << 66 << u"/nonexistent/file"_s;
        QTest::newRow("secret in clear") << QStringList{u"run"_s, job, u"--secret"_s, u"a=%1"_s.arg(QLatin1String(secretValue))} << 64 << u"secret 'a'"_s;
        QTest::newRow("secret descriptor") << QStringList{u"run"_s, job, u"--secret"_s, u"a=fd:77"_s} << 66 << u"77"_s;
        QTest::newRow("run of an empty store") << QStringList{u"log"_s, u"01ABC"_s} << 66 << u"no such run"_s;
    }
    void missingThings()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, words);
        arguments << u"--engine"_s << endpoint(u"none.sock"_s);
        const Ended ended = runLongshore(arguments);
        checkFailure(ended, code, words, false);
        QVERIFY(!ended.err.contains(secretValue));
        checkFailure(runLongshore(arguments + QStringList{u"--json"_s}), code, words, true);
    }

    void badEngine_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QString>("words");
        const QByteArray ping = "Ostype: linux\r\nContent-Type: text/plain\r\n";
        QTest::newRow("F01 no such file") << u"none"_s << QByteArray() << QByteArray() << u"no such file"_s;
        QTest::newRow("not a socket") << u"file"_s << QByteArray() << QByteArray() << u"not a socket"_s;
        QTest::newRow("nobody listens") << u"dead"_s << QByteArray() << QByteArray() << u"dead.sock"_s;
        QTest::newRow("F03 never answers") << u"server"_s << QByteArray() << QByteArray() << u"no answer within 5 s"_s;
        QTest::newRow("garbage") << u"server"_s << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") << QByteArray() << u"not valid HTTP"_s;
        QTest::newRow("F06 cut before the status line") << u"server"_s << QByteArray("HT") << QByteArray() << u"server.sock"_s;
        QTest::newRow("F12 truncated") << u"server"_s << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nO") << QByteArray() << u"server.sock"_s;
        QTest::newRow("F23 some web server") << u"server"_s << http("200 OK", "Content-Type: text/html\r\n", "<b>It works!</b>") << QByteArray() << u"not a Docker API"_s;
        QTest::newRow("F20 API too old") << u"server"_s << http("200 OK", "Api-Version: 1.12\r\n" + ping, "OK")
                                         << http("200 OK", "", R"({"Version":"1.0","ApiVersion":"1.12"})") << u"speaks API 1.12 at most"_s;
        QTest::newRow("F20 API too new") << u"server"_s << http("200 OK", "Api-Version: 9.9\r\n" + ping, "OK")
                                         << http("200 OK", "", R"({"Version":"99","ApiVersion":"9.9","MinAPIVersion":"9.0"})") << u"speaks API 9.0 at least"_s;
        QTest::newRow("tcp is not there yet") << u"tcp"_s << QByteArray() << QByteArray() << u"unix:// endpoints only"_s;
    }
    void badEngine()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, reply);
        QFETCH(QByteArray, version);
        QFETCH(QString, words);
        QString engine = endpoint(kind + u".sock"_s);
        QFile::remove(path(kind + u".sock"_s));
        std::unique_ptr<FixedServer> server;
        if (kind == "file"_L1)
            write(u"file.sock"_s, "x");
        else if (kind == "dead"_L1)
            QVERIFY(leaveDeadSocket(path(u"dead.sock"_s)));
        else if (kind == "tcp"_L1)
            engine = u"tcp://127.0.0.1:1"_s;
        else if (kind == "server"_L1) {
            server = std::make_unique<FixedServer>(path(u"server.sock"_s), reply, version);
            QVERIFY(server->listening());
        }
        QElapsedTimer clock;
        clock.start();
        checkFailure(runLongshore({u"images"_s, u"--json"_s, u"--engine"_s, engine}), 69, words, true);
        QVERIFY2(clock.elapsed() < 15'000, "past its deadline");
        QVERIFY(!server || server->requests() > 0);
    }

    void runWithoutEngine()
    {
        const Ended ended = runLongshore({u"run"_s, jobFile(job()), u"--json"_s, u"--engine"_s, endpoint(u"none.sock"_s)});
        checkFailure(ended, 69, u"no such file"_s, true);
        QVERIFY(ended.events("result").isEmpty());
    }

    void dockerHostIsNeverSwapped()
    {
        qputenv("DOCKER_HOST", endpoint(u"none.sock"_s).toUtf8());
        const Ended ended = runLongshore({u"images"_s});
        qunsetenv("DOCKER_HOST");
        checkFailure(ended, 69, u"none.sock"_s, false);
        QVERIFY2(!ended.err.contains("podman"), ended.err.constData());
    }

    void storeThatCannotBeMade_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("runs") << QStringList{u"runs"_s};
        QTest::newRow("log") << QStringList{u"log"_s, u"x"_s};
        QTest::newRow("images") << QStringList{u"images"_s, u"--engine"_s, u"unix:///nonexistent/x.sock"_s};
        QTest::newRow("run") << QStringList{u"run"_s, jobFile(job()), u"--engine"_s, u"unix:///nonexistent/x.sock"_s};
    }
    void storeThatCannotBeMade()
    {
        QFETCH(QStringList, arguments);
        write(u"plain"_s, "x");
        checkFailure(runLongshore(arguments + QStringList{u"--store"_s, path(u"plain/store"_s)}), 73, path(u"plain"_s), false);
        checkFailure(runLongshore(arguments + QStringList{u"--json"_s, u"--store"_s, path(u"plain"_s)}), 73, u"not a directory"_s, true);
    }

    void storeOfAnotherProgram()
    {
        QVERIFY(QDir().mkpath(path(u"other"_s)));
        write(u"other/index.db"_s, QByteArray(8192, 'x'));
        checkFailure(runLongshore({u"runs"_s, u"--store"_s, path(u"other"_s)}), 73, u"other"_s, false);
    }

    void F57_fullDisk()
    {
        // A tmpfs of its own in a mount namespace of its own: nothing of it is left on the machine.
        const QString mount = u"mkdir -p '%1' && mount -t tmpfs -o size=64k tmpfs '%1'"_s.arg(path(u"tiny"_s));
        if (Program(u"unshare -m bash -c \"%1\" 2>/dev/null"_s.arg(mount)).end().code != 0)
            QSKIP("needs root and the right to mount");
        Program program(u"unshare -m bash -c \"%1 && head -c 65536 /dev/zero > '%2/fill'; exec \\\"\\$LONGSHORE\\\" runs --store '%2/store'\""_s
                            .arg(mount, path(u"tiny"_s)));
        const Ended ended = program.end();
        QVERIFY2(!ended.crashed && ended.code == 74, ended.err.constData());
        QVERIFY2(ended.err.contains("tiny"), ended.err.constData());
    }

    void fullOutput()
    {
        Program program(u"exec \"$LONGSHORE\" log 01J0000000000000000000000A --store '%1' > /dev/full"_s.arg(storeWithRun()));
        const Ended ended = program.end();
        QCOMPARE(ended.code, 74);
        QVERIFY2(ended.err.contains("write the output"), ended.err.constData());
    }

    void emptyStore()
    {
        const Ended runs = runLongshore({u"runs"_s, u"--store"_s, path(u"empty"_s)});
        QCOMPARE(runs.code, 0);
        QCOMPARE(runs.out, QByteArray());
        QVERIFY(runs.err.contains("no runs yet"));
        const Ended asJson = runLongshore({u"runs"_s, u"--json"_s, u"--store"_s, path(u"empty"_s)});
        QCOMPARE(asJson.code, 0);
        QCOMPARE(asJson.out, QByteArray());
        QCOMPARE(QFileInfo(path(u"empty"_s)).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther), QFile::Permissions());
    }

    void storedLog()
    {
        const QString store = storeWithRun();
        const auto ask = [&store](const QStringList &more) {
            return runLongshore(QStringList{u"log"_s, u"01j000"_s, u"--store"_s, store} + more); // a prefix, in any case, will do
        };
        const Ended both = ask({});
        QCOMPARE(both.code, 0);
        QVERIFY(both.out.startsWith("line 1\nline 2\n"));
        QCOMPARE(both.err, QByteArray("a \xff warning\n"));
        QCOMPARE(ask({u"--stream"_s, u"stderr"_s}).out, both.err);
        QCOMPARE(ask({u"--stream"_s, u"stdout"_s}).out, both.out);
        const QList<json> lines = ask({u"--json"_s}).events("log");
        QCOMPARE(lines.size(), 40'001);
        QCOMPARE(QByteArray::fromStdString(lines[0].dump()),
                 QByteArray(R"({"event":"log","stage":0,"stream":"stdout","text":"line 1","time":"2026-11-23T07:34:37.001000000Z"})"));
        const auto warning = std::find_if(lines.cbegin(), lines.cend(), [](const json &line) { return line["stream"] == "stderr"; });
        QVERIFY(warning != lines.cend());
        QCOMPARE((*warning)["text"].get<std::string>(), std::string("a \xef\xbf\xbd warning"));
    }

    void logAsThePlatformShowsIt()
    {
        const QStringList arguments{u"log"_s, u"01J"_s, u"--platform"_s, u"--store"_s, storeWithRun()};
        const Ended shown = runLongshore(arguments);
        QCOMPARE(shown.code, 0);
        const QByteArrayList lines = shown.out.split('\n');
        QCOMPARE(lines.value(0), QByteArray("2026-11-23T07:34:37.001000000Z info  line 1"));
        QCOMPARE(lines.value(1), QByteArray("    line 2"));
        const QList<json> events = runLongshore(arguments + QStringList{u"--json"_s}).events("platform");
        QVERIFY(events.size() > 1);
        for (const json &event : events)
            QVERIFY(QString::fromStdString(event["text"].get<std::string>()).size() <= 4000);
        QCOMPARE(QByteArray::fromStdString(events.last().dump()), // stderr at the end, what is no UTF-8 dropped
                 QByteArray(R"({"event":"platform","stage":0,"text":"a  warning","time":null,"type":"error"})"));
        QCOMPARE(runLongshore(arguments + QStringList{u"--stage"_s, u"0"_s}).code, 66); // a run made by hand has no list of stages
    }

    void storedRunAsJson()
    {
        const QList<json> runs = runLongshore({u"runs"_s, u"--json"_s, u"--store"_s, storeWithRun()}).objects();
        QCOMPARE(runs.size(), 1);
        for (const char *key : {"run", "state", "verdict", "exitCode", "message", "durationMs", "capsule", "image"})
            QVERIFY2(runs[0].contains(key), key);
        QVERIFY(runs[0]["verdict"] == "success");
        QVERIFY(runs[0]["run"] == "01J0000000000000000000000A");
    }

    void closedPipe()
    {
        Program program(u"set -o pipefail; \"$LONGSHORE\" log 01J --store '%1' 2>&1 | head -1"_s.arg(storeWithRun()));
        const Ended ended = program.end();
        QCOMPARE(ended.out, QByteArray("line 1\n"));
        QCOMPARE(ended.code, 0);
    }

private:
    /// A store with one run of 40,000 lines on stdout and one on stderr.
    QString storeWithRun()
    {
        const QString folder = path(u"stored"_s);
        if (QFileInfo::exists(folder))
            return folder;
        auto store = Store::open(folder);
        if (!store)
            qFatal("%s", qPrintable(store.error().sentence()));
        test::StoredRun run(*store, u"01J0000000000000000000000A"_s);
        QByteArray lines;
        for (int i = 1; i <= 40'000; ++i)
            lines += "line " + QByteArray::number(i) + '\n';
        if (!run.log(lines) || !run.log("a \xff warning\n", LogSource::Stderr) || !run.keep())
            qFatal("cannot make a run");
        return folder;
    }
};

LONGSHORE_TEST_MAIN(TestCommandLine)
#include "tst_commandline.moc"
