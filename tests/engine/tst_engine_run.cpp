// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "model/run/capsule.h"
#include "model/logs/logreader.h"
#include "model/run/runjournal.h"
#include "model/run/runservice.h"
#include "model/store/store.h"

#include <QDir>
#include <QDirIterator>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace longshore;
using namespace Qt::StringLiterals;

// What the component does is its configuration's `mode`.
static const char *const script = R"sh(
mode=$(busybox sed -n 's/.*"mode": *"\([a-z-]*\)".*/\1/p' /data/config.json)
case "$mode" in
success)
  echo "reading"; echo "a warning" >&2
  printf '"id","text"\n1,"a b"\n2,"c"\n' > /data/out/tables/result.csv
  printf '{"destination":"out.c-demo.result","primary_key":["id"]}' > /data/out/tables/result.csv.manifest
  printf '{"last":2}' > /data/out/state.json
  busybox id -u > /data/out/files/uid; busybox cat /data/in/tables/in.csv; echo done ;;
user-error) echo "max must be positive" >&2; exit 1 ;;
app-error) echo "boom"; exit 2 ;;
oom) exec busybox awk 'BEGIN { s = "xxxxxxxx"; while (1) s = s s }' ;;
sleep) echo "sleeping"; exec busybox sleep 300 ;;
stubborn) trap '' TERM; echo "sleeping"; while :; do busybox sleep 1; done ;;
secret) busybox cat /data/config.json; busybox base64 /data/config.json; busybox printenv; printf 'S3cr3t-'; busybox sleep 0.3; echo 'Value-42' >&1 ;;
links) busybox rm -r /data/out/tables; busybox ln -s /etc /data/out/tables; busybox ln -s /etc/passwd /data/out/files/p; echo x > /data/out/files/real ;;
outlink) busybox rm -r /data/out; busybox ln -s /etc /data/out ;;
flood) i=0; while [ $i -lt 5000 ]; do echo "line $i"; i=$((i+1)); done ;;
long) busybox head -c 40000 /dev/zero | busybox tr '\0' 'x'; echo end ;;
*) echo "no mode" >&2; exit 1 ;;
esac
)sh";

class tst_EngineRun : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    Endpoint m_endpoint;
    bool m_podman = false;
    std::shared_ptr<Store> m_store;
    std::unique_ptr<RunService> m_service;

    void write(const QString &name, const QByteArray &bytes)
    {
        QDir().mkpath(QFileInfo(m_dir.filePath(name)).path());
        QFile file(m_dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    nlohmann::json job(const QString &mode) const
    {
        return {{"format", "longshore.job/1"},
                {"id", "6f0c1f0e-0000-4000-8000-000000000001"},
                {"name", mode.toStdString()},
                {"component",
                 {{"id", "test.puppet"},
                  {"type", "application"},
                  {"data",
                   {{"definition", {{"type", "dockerhub"}, {"uri", "127.0.0.1:1/longshore-puppet"}, {"tag", "1"}}},
                    {"memory", "64m"},
                    {"network", "none"}}}}},
                {"source", {{"folder", "image"}, {"dockerfile", "Dockerfile"}}},
                {"configuration", {{"parameters", {{"mode", mode.toStdString()}}}, {"storage", {{"output", {{"default_bucket", "out.c-test"}}}}}}},
                {"input", {{"mode", "folder"}, {"folder", "data"}}}};
    }
    RunRequest request(const nlohmann::json &json) const
    {
        auto document = JobDocument::parse(QByteArray::fromStdString(json.dump()), m_dir.filePath(u"test.job.json"_s));
        if (!document)
            qFatal("%s", qPrintable(document.error().sentence()));
        RunRequest request;
        request.job = *document;
        return request;
    }
    RunResult run(const RunRequest &request, const std::function<void(const RunId &)> &meanwhile = {})
    {
        QSignalSpy finished(m_service.get(), &RunService::finished);
        const auto id = m_service->start(request);
        if (!id) {
            QTest::qFail(qPrintable(id.error().sentence()), __FILE__, __LINE__);
            return {};
        }
        if (meanwhile)
            meanwhile(*id);
        if (finished.isEmpty() && !finished.wait(120'000))
            QTest::qFail("the run did not end", __FILE__, __LINE__);
        return finished.isEmpty() ? RunResult() : finished.first().at(1).value<RunResult>();
    }
    RunResult run(const QString &mode) { return run(request(job(mode))); }

    void whenLogHolds(const RunId &id, const QByteArray &text)
    {
        QTRY_VERIFY_WITH_TIMEOUT(log(m_store->runsDirectory() + u'/' + id.value).contains(text), 60'000);
    }
    static QByteArray log(const QString &capsule, bool ofComponent = true)
    {
        QByteArray all;
        LogReader reader(capsule);
        for (;;) {
            const auto batch = reader.read();
            if (!batch || batch->frames.isEmpty())
                return all;
            for (const StoredFrame &frame : batch->frames) {
                if (bool(frame.flags & LogAppNote) != ofComponent)
                    all += frame.bytes;
            }
        }
    }
    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    int containersLeft()
    {
        EngineClient client(m_endpoint);
        int count = -1;
        ContainersApi::ListOptions options;
        options.all = true;
        options.labels = {u"longshore.store="_s + m_store->uuid()};
        client.containers().list(options, this, [&](const Result<QList<ContainerSummary>> &list) { count = list ? int(list->size()) : -2; });
        return QTest::qWaitFor([&] { return count != -1; }, 20'000) ? count : -3;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString text = qEnvironmentVariable("LONGSHORE_TEST_ENGINE");
        if (text.isEmpty())
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
        const QString busybox = QStandardPaths::findExecutable(u"busybox"_s);
        if (busybox.isEmpty())
            QSKIP("there is no busybox (package busybox-static)");
        m_podman = qEnvironmentVariable("LONGSHORE_TEST_ENGINE_KIND") != u"docker"_s;
        const auto endpoint = Endpoint::parse(text);
        QVERIFY2(endpoint, qPrintable(text));
        m_endpoint = *endpoint;
        const auto store = Store::open(m_dir.filePath(u"store"_s));
        QVERIFY(store);
        m_store = *store;
        m_service = std::make_unique<RunService>(m_store, m_endpoint);
        write(u"image/Dockerfile"_s, "FROM scratch\nCOPY busybox /bin/busybox\nCOPY run.sh /run.sh\n"
                                     "ENV PATH=/bin\nENTRYPOINT [\"/bin/busybox\",\"sh\",\"/run.sh\"]\n");
        write(u"image/run.sh"_s, script);
        QVERIFY(QFile::copy(busybox, m_dir.filePath(u"image/busybox"_s)));
        QFile::setPermissions(m_dir.filePath(u"image/busybox"_s), QFile::Permissions(0x7755));
        write(u"data/in/tables/in.csv"_s, "\"id\"\n\"1\"\n");
    }

    void cleanup()
    {
        if (m_store && !QTest::currentTestFailed())
            QCOMPARE(containersLeft(), 0);
    }

    void success()
    {
        QSignalSpy building(m_service.get(), &RunService::buildProgress), changed(m_service.get(), &RunService::runChanged);
        const RunResult result = run(u"success"_s);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QVERIFY(!building.isEmpty()); // the image was missing: built from the job's source
        QCOMPARE(result.programExitCode(), 0);
        QCOMPARE(*result.summary.containerExitCode, 0);
        QCOMPARE(result.tables.size(), 1);
        QCOMPARE(result.tables[0].rows, 2);
        QCOMPARE(result.tables[0].columns, QStringList({u"id"_s, u"text"_s}));
        QCOMPARE(result.tables[0].primaryKey, QStringList({u"id"_s}));
        QCOMPARE(result.tables[0].destination, u"out.c-demo.result"_s);
        QCOMPARE(result.files.size(), 1);
        QCOMPARE(result.summary.rowsOut, 2);
        QVERIFY2(result.problems.isEmpty(), qPrintable(result.problems.value(0).text));
        QCOMPARE(contents(result.summary.capsule + u"/out/files/uid"_s).trimmed(), QByteArray::number(::getuid())); // F2
        QVERIFY(!QFileInfo::exists(result.summary.capsule + u"/out/state.json"_s)); // S2
        QVERIFY(contents(result.summary.capsule + u"/stages/0/state.json"_s).contains("\"last\": 2"));
        const QByteArray text = log(result.summary.capsule);
        for (const char *line : {"reading\n", "a warning\n", "\"id\"\n\"1\"\n", "done\n"})
            QVERIFY2(text.contains(line), text.constData());
        QVERIFY(log(result.summary.capsule, false).startsWith("Exit 0: success"));
        QVERIFY(!QFileInfo::exists(result.summary.capsule + u"/out.partial"_s));
        const auto stored = RunService::result(result.summary);
        QVERIFY(stored);
        QCOMPARE(stored->tables, result.tables);
        QVERIFY(RunService::find(*m_store, result.summary.id.value.left(20))->state == RunState::Finished);
        QStringList states;
        for (const auto &change : changed)
            states.append(toString(change.first().value<RunSummary>().state));
        states.removeDuplicates();
        // A short component may have ended before the answer to start, or its log before its exit was told.
        states.removeAll(u"running"_s);
        states.removeAll(u"draining"_s);
        QCOMPARE(states, QStringList({u"queued"_s, u"resolving"_s, u"building"_s, u"creating"_s, u"uploading"_s, u"starting"_s,
                                      u"collecting"_s, u"removing"_s, u"finished"_s}));
    }

    void verdicts_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        QTest::newRow("exit 1") << u"user-error"_s << 1 << u"max must be positive"_s;
        QTest::newRow("exit 2") << u"app-error"_s << 2 << u"(2) boom"_s;
        QTest::newRow("F46 out of memory") << u"oom"_s << 3 << u"memory"_s;
    }
    void verdicts()
    {
        QFETCH(QString, mode);
        QFETCH(QString, message);
        const RunResult result = run(mode);
        QVERIFY2(result.summary.message.contains(message), qPrintable(result.summary.message));
        QTEST(result.programExitCode(), "code");
    }

    void timeout()
    {
        auto json = job(u"sleep"_s);
        json["component"]["data"]["process_timeout"] = 2;
        const RunResult result = run(request(json));
        QCOMPARE(result.programExitCode(), 4);
        QVERIFY(result.summary.durationMs >= 1900);
        QVERIFY(result.summary.durationMs < 15'000);
        QVERIFY(log(result.summary.capsule).contains("sleeping"));
    }

    void F47_cancel()
    {
        const RunResult result = run(request(job(u"stubborn"_s)), [this](const RunId &id) {
            whenLogHolds(id, "sleeping");
            m_service->cancel(id, 1);
            m_service->cancel(id, 1);
        });
        QCOMPARE(result.programExitCode(), 5);
        QVERIFY(result.summary.durationMs < 15'000);
    }

    void F55_cancelBeforeItStarts()
    {
        const RunResult result = run(request(job(u"sleep"_s)), [this](const RunId &id) { m_service->cancel(id); });
        QCOMPARE(result.programExitCode(), 5);
        QVERIFY(!result.summary.containerExitCode);
    }

    void F43_removedOutside()
    {
        EngineClient client(m_endpoint);
        const RunResult result = run(request(job(u"sleep"_s)), [&](const RunId &id) {
            whenLogHolds(id, "sleeping");
            ContainersApi::RemoveOptions options;
            options.force = true;
            client.containers().remove(u"longshore-%1-0-a1"_s.arg(id.value), options, this, [](const Result<void> &) {});
        });
        QCOMPARE(result.programExitCode(), 69);
        QVERIFY2(result.summary.message.contains(u"removed outside"_s), qPrintable(result.summary.message));
    }

    void missingImage()
    {
        auto json = job(u"success"_s);
        json["component"]["data"]["definition"]["uri"] = "127.0.0.1:1/no-such-image";
        json.erase("source");
        const RunResult result = run(request(json));
        QCOMPARE(result.programExitCode(), 69);
        QVERIFY2(result.summary.message.contains(u"127.0.0.1:1/no-such-image"_s), qPrintable(result.summary.message));
        QVERIFY(result.summary.message.contains(u"source"_s)); // what to do
        QVERIFY(!log(result.summary.capsule, false).isEmpty());
    }

    void noEntrypoint()
    {
        write(u"bare/Dockerfile"_s, "FROM scratch\nCOPY x /x\n");
        write(u"bare/x"_s, "x");
        auto json = job(u"success"_s);
        json["component"]["data"]["definition"]["uri"] = "127.0.0.1:1/longshore-bare";
        json["source"]["folder"] = "bare";
        const RunResult result = run(request(json));
        QCOMPARE(result.programExitCode(), 69);
        QVERIFY2(result.summary.message.contains(u"ENTRYPOINT"_s), qPrintable(result.summary.message));
    }

    void entrypointThatIsNotThere()
    {
        auto json = job(u"success"_s);
        json["extra"]["entrypoint"] = {"/nope"};
        const RunResult result = run(request(json));
        QCOMPARE(result.programExitCode(), 69);
        QVERIFY2(result.summary.message.contains(u"start the component"_s), qPrintable(result.summary.message));
    }

    void otherUser()
    {
        auto json = job(u"success"_s);
        json["extra"]["user"] = "1000:1000";
        const RunResult result = run(request(json));
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(contents(result.summary.capsule + u"/out/files/uid"_s).trimmed(), QByteArray("1000"));
    }

    void containerRootUser()
    {
        auto json = job(u"success"_s);
        json["component"]["features"] = {"container-root-user"};
        const RunResult result = run(request(json));
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(contents(result.summary.capsule + u"/out/files/uid"_s).trimmed(), QByteArray("0"));
    }

    void N14_secretsNeverReachTheStore()
    {
        auto json = job(u"secret"_s);
        json["configuration"]["parameters"]["#token"] = "S3cr3t-Value-42";
        json["configuration"]["parameters"]["copy"] = "also S3cr3t-Value-42";
        json["configuration"]["parameters"]["#other"] = {{"$secret", "k"}};
        RunRequest wanted = request(json);
        wanted.secrets.insert(u"#other"_s, u"An0ther/Value"_s);
        const RunResult result = run(wanted);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QVERIFY(log(result.summary.capsule).contains("[hidden]"));
        int files = 0;
        QDirIterator it(m_store->directory(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QByteArray bytes = contents(it.next());
            ++files;
            for (const QByteArray &canary : {QByteArray("S3cr3t"), QByteArray("S3cr3t-Value-42").toBase64().left(18), QByteArray("An0ther")})
                QVERIFY2(!bytes.contains(canary), qPrintable(it.filePath()));
        }
        QVERIFY(files > 5);
    }

    void unresolvedSecret()
    {
        auto json = job(u"success"_s);
        json["configuration"]["parameters"]["#other"] = {{"$secret", "k"}};
        const auto id = m_service->start(request(json));
        QVERIFY(!id);
        QVERIFY(id.error().kind == Error::Kind::BadInput);
        QVERIFY2(id.error().sentence().contains(u"#other"_s), qPrintable(id.error().sentence()));
    }

    void A18_linksAreRefused()
    {
        const RunResult result = run(u"links"_s);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(result.files.size(), 1);
        QVERIFY(!QFileInfo::exists(result.summary.capsule + u"/out/tables"_s));
        QVERIFY(!QFileInfo::exists(result.summary.capsule + u"/out/files/p"_s));
        QCOMPARE(result.problems.size(), 2);
    }

    void A27_outputFolderIsALink()
    {
        const RunResult result = run(u"outlink"_s);
        QVERIFY(result.summary.verdict == Verdict::Success);
        QVERIFY(QDir(result.summary.capsule + u"/out"_s).isEmpty());
        QCOMPARE(result.problems.size(), 1);
        QVERIFY(result.problems[0].text.contains(u"/etc"_s));
    }

    void logIsComplete()
    {
        const RunResult result = run(u"flood"_s);
        QByteArray expected;
        for (int i = 0; i < 5000; ++i)
            expected += "line " + QByteArray::number(i) + '\n';
        QCOMPARE(log(result.summary.capsule), expected);
    }

    void M6_longLine()
    {
        const RunResult result = run(u"long"_s);
        QCOMPARE(log(result.summary.capsule), QByteArray(40000, 'x') + "end\n");
    }

    void twoAtATime()
    {
        QSignalSpy finished(m_service.get(), &RunService::finished), idle(m_service.get(), &RunService::idle);
        QList<RunId> ids;
        for (int i = 0; i < 4; ++i) {
            const auto id = m_service->start(request(job(u"user-error"_s)));
            QVERIFY(id);
            ids.append(*id);
        }
        QCOMPARE(m_service->activeCount(), 4);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 4, 120'000);
        QCOMPARE(idle.size(), 1);
        for (const auto &end : finished)
            QCOMPARE(end.at(1).value<RunResult>().programExitCode(), 1);
    }

    void engineThatIsNotThere()
    {
        RunService service(m_store, Endpoint::unixSocket(m_dir.filePath(u"no.sock"_s)));
        QSignalSpy finished(&service, &RunService::finished);
        QVERIFY(service.start(request(job(u"success"_s))));
        QVERIFY(finished.wait(20'000));
        QCOMPARE(finished.first().at(1).value<RunResult>().programExitCode(), 69);
    }

    void interruptedRunIsCleanedUp()
    {
        // A run whose Longshore died while it ran: its row, its capsule without a lock, its container.
        const RunId id{u"01AAAAAAAAAAAAAAAAAAAAAAAA"_s};
        RunSummary lost;
        lost.id = id;
        lost.state = RunState::Running;
        lost.engine = m_endpoint.toString();
        lost.imageReference = u"127.0.0.1:1/longshore-puppet:1"_s;
        QVERIFY(Capsule::create(m_store->runsDirectory(), id));
        RunJournal journal(m_store, this);
        journal.setContainerRemoved(false);
        bool recorded = false;
        journal.record(lost, u"started"_s, nlohmann::json::object(), this, [&](const Result<void> &) { recorded = true; });
        QTRY_VERIFY(recorded);
        EngineClient client(m_endpoint);
        ContainerSpec spec;
        spec.image = lost.imageReference;
        spec.labels = {{u"longshore.run"_s, id.value}, {u"longshore.store"_s, m_store->uuid()}};
        bool created = false;
        client.containers().create(u"longshore-%1-0-a1"_s.arg(id.value), spec, this, [&](const Result<CreatedContainer> &result) { created = bool(result); });
        QTRY_VERIFY_WITH_TIMEOUT(created, 20'000);
        QCOMPARE(containersLeft(), 1);
        QSignalSpy recovered(m_service.get(), &RunService::recovered);
        m_service->load();
        QVERIFY(recovered.wait(30'000));
        QVERIFY2(recovered.first().first().toString().contains(u"1"_s), qPrintable(recovered.first().first().toString()));
        QCOMPARE(containersLeft(), 0);
        QVERIFY(RunService::find(*m_store, id.value)->state == RunState::Interrupted);
        QTRY_VERIFY(RunIndex::open(*m_store)->isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_EngineRun)
#include "tst_engine_run.moc"
