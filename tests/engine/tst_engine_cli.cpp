// SPDX-License-Identifier: GPL-3.0-or-later
// The program against a real engine (issue 2, "Done when" 2): the demo job, its failures, and what it leaves behind.
#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "tests/support/program.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <csignal>
#include <sys/types.h>

using namespace Qt::StringLiterals;
using namespace longshore;
using test::Ended;
using test::Program;
using nlohmann::json;

namespace
{

const QString demo = QStringLiteral(LONGSHORE_BUILD_DIR "/share/longshore/demo");
const QString demoImage = u"longshore/demo-text-splitter:1.0.0"_s;
constexpr int minutes = 60'000;

std::string member(const json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

class TestEngineCli : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_engine;
    json m_job;

    QStringList common() const { return {u"--engine"_s, m_engine, u"--store"_s, m_dir.filePath(u"store"_s)}; }
    Ended ask(const QStringList &arguments) const { return Program(arguments + common()).end(3 * minutes); }
    /// The demo job with a change, in a folder of its own; it still finds its source and its data.
    QString changed(const char *name, const std::function<void(json &)> &change) const
    {
        json job = m_job;
        job["source"]["folder"] = demo.toStdString();
        job["input"]["folder"] = (demo + u"/data"_s).toStdString();
        change(job);
        QFile file(m_dir.filePath(QLatin1String(name) + u".job.json"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(job.dump())) < 0)
            qFatal("cannot write a job");
        return file.fileName();
    }
    int containersOf(const std::string &run)
    {
        EngineClient client(*Endpoint::parse(m_engine));
        int count = -1;
        ContainersApi::ListOptions options;
        options.all = true;
        options.labels = {u"longshore.run="_s + QString::fromStdString(run)};
        client.containers().list(options, this, [&count](const Result<QList<ContainerSummary>> &list) { count = list ? int(list->size()) : -2; });
        return QTest::qWaitFor([&count] { return count != -1; }, 20'000) ? count : -3;
    }
    static void onlyObjects(const Ended &ended)
    {
        const QList<json> objects = ended.objects();
        QVERIFY2(!objects.isEmpty(), ended.err.constData());
        for (const json &object : objects)
            QVERIFY2(object.is_object(), ended.out.constData());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_engine = qEnvironmentVariable("LONGSHORE_TEST_ENGINE");
        if (m_engine.isEmpty())
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
        QFile file(demo + u"/job.json"_s);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        m_job = json::parse(file.readAll().toStdString());
    }

    void demoJobAsJson()
    {
        const Ended ended = ask({u"run"_s, demo + u"/job.json"_s, u"--json"_s});
        QVERIFY2(ended.code == 0, ended.err.constData());
        onlyObjects(ended);
        const json last = ended.objects().last();
        QVERIFY(member(last, "event") == "result" && ended.events("result").size() == 1);
        QStringList keys;
        const auto ordered = nlohmann::ordered_json::parse(ended.out.trimmed().split('\n').last().toStdString());
        for (const auto &[key, value] : ordered.items())
            keys << QString::fromStdString(key);
        keys.removeOne(u"state"_s);
        QCOMPARE(keys.mid(0, 10), u"event run verdict exitCode message durationMs capsule image outputs problems"_s.split(u' '));
        QVERIFY(member(last, "verdict") == "success" && last["exitCode"] == 0 && last["durationMs"].is_number());
        QVERIFY(QFileInfo(QString::fromStdString(member(last, "capsule")) + u"/out/tables"_s).isDir());
        QVERIFY(member(last["image"], "id").starts_with("sha256:"));
        const json &tables = last["outputs"]["tables"];
        QVERIFY(tables.is_array() && !tables.empty() && last["outputs"]["files"].is_array() && last["problems"].is_array());
        for (const char *key : {"source", "destination", "rows", "columns", "primaryKey"})
            QVERIFY2(tables[0].contains(key), key);
        QVERIFY(tables[0]["rows"] > 0);
        const QList<json> log = ended.events("log");
        QVERIFY(!log.isEmpty());
        for (const char *key : {"stage", "stream", "time", "text"})
            QVERIFY2(log[0].contains(key), key);
        QVERIFY(QString::fromStdString(member(log[0], "time")).contains(QRegularExpression(u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z$"_s)));
        QVERIFY(!ended.events("state").isEmpty());
        QCOMPARE(containersOf(member(last, "run")), 0);
    }

    void badParameterIsAUserError()
    {
        const QString job = changed("negative", [](json &edited) { edited["configuration"]["parameters"]["max"] = -1; });
        const Ended ended = ask({u"run"_s, job, u"--json"_s});
        QCOMPARE(ended.code, 1);
        const json last = ended.objects().last();
        QVERIFY(member(last, "verdict") == "user-error");
        const QByteArray message = QByteArray::fromStdString(member(last, "message"));
        QVERIFY2(message.contains("max"), message.constData());
        QCOMPARE(containersOf(member(last, "run")), 0);
        const Ended plain = ask({u"run"_s, job});
        QCOMPARE(plain.code, 1);
        QVERIFY2(plain.err.contains(message.split('\n').first()), plain.err.constData());
    }

    void missingImage()
    {
        const QString job = changed("missing", [](json &edited) {
            edited["component"]["data"]["definition"]["uri"] = "127.0.0.1:1/longshore/none";
            edited.erase("source");
        });
        const Ended ended = ask({u"run"_s, job, u"--json"_s});
        QCOMPARE(ended.code, 69);
        onlyObjects(ended);
        QVERIFY2(ended.err.contains("127.0.0.1:1/longshore/none"), ended.err.constData());
        QCOMPARE(ended.events("error").size(), 1);
        QVERIFY(member(ended.objects().last(), "verdict") == "engine-failure");
        const Ended plain = ask({u"run"_s, job});
        QCOMPARE(plain.code, 69);
        QCOMPARE(plain.out, QByteArray());
        QVERIFY2(plain.err.contains("127.0.0.1:1/longshore/none"), plain.err.constData());
    }

    void imagesAndInspect()
    {
        const Ended images = ask({u"images"_s, u"--json"_s});
        QCOMPARE(images.code, 0);
        onlyObjects(images);
        const QList<json> all = images.objects();
        const auto ours = std::find_if(all.cbegin(), all.cend(), [](const json &image) {
            return QString::fromStdString(image.dump()).contains(demoImage);
        });
        QVERIFY(ours != all.cend());
        for (const char *key : {"id", "references", "digests", "created", "size", "entrypoint", "cmd", "runnable"})
            QVERIFY2(ours->contains(key), key);
        QVERIFY((*ours)["runnable"] == true);
        const Ended inspect = ask({u"inspect"_s, demoImage, u"--json"_s});
        QCOMPARE(inspect.code, 0);
        QVERIFY(member(inspect.objects().value(0), "id") == member(*ours, "id"));
        const Ended missing = ask({u"inspect"_s, u"longshore/none:1"_s, u"--json"_s});
        QCOMPARE(missing.code, 66);
        QVERIFY(member(missing.objects().last(), "kind") == "not-found");
    }

    void F55_interruptStopsTheComponent()
    {
        const QString job = changed("slow", [](json &edited) { edited["configuration"]["parameters"]["delayMs"] = 3000; });
        Program program(QStringList{u"run"_s, job, u"--json"_s} + common());
        QProcess &process = program.process();
        QVERIFY(QTest::qWaitFor([&process] { return process.peek(1 << 20).contains("\"stream\":\"std"); }, minutes));
        ::kill(pid_t(process.processId()), SIGINT);
        const Ended ended = program.end(minutes);
        QVERIFY2(!ended.crashed && ended.code == 5, ended.err.constData());
        const json last = ended.objects().last();
        QVERIFY(member(last, "verdict") == "cancelled");
        QCOMPARE(containersOf(member(last, "run")), 0);
    }

    void F51_twoAtOnceOnOneStore()
    {
        const QStringList arguments = QStringList{u"run"_s, demo + u"/job.json"_s, u"--json"_s} + common();
        Program first(arguments);
        Program second(arguments);
        const Ended one = first.end(2 * minutes);
        const Ended two = second.end(2 * minutes);
        QVERIFY2(one.code == 0, one.err.constData());
        QVERIFY2(two.code == 0, two.err.constData());
        const std::string a = member(one.objects().last(), "run");
        const std::string b = member(two.objects().last(), "run");
        QVERIFY(a != b);
        const QByteArray listed = ask({u"runs"_s, u"--json"_s}).out;
        QVERIFY(listed.contains(a.c_str()) && listed.contains(b.c_str()));
    }

    void storedLogIsWhatWasPrinted()
    {
        const Ended run = ask({u"run"_s, demo + u"/job.json"_s});
        QVERIFY2(run.code == 0, run.err.constData());
        QVERIFY(run.err.contains("Exit 0: success") && run.err.contains("output: "));
        const json newest = ask({u"runs"_s, u"--json"_s}).objects().value(0);
        QVERIFY(member(newest, "verdict") == "success");
        const Ended log = ask({u"log"_s, QString::fromStdString(member(newest, "run"))});
        QCOMPARE(log.code, 0);
        QCOMPARE(log.out, run.out);
        QVERIFY(!log.out.isEmpty());
    }
};

LONGSHORE_TEST_MAIN(TestEngineCli)
#include "tst_engine_cli.moc"
