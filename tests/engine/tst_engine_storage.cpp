// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that take their inputs from the embedded Storage and leave their outputs there, with real containers.
#include "model/jobs/imagejob.h"
#include "model/jobs/import/folderimport.h"
#include "model/jobs/import/snapshotimport.h"
#include "model/run/runstate.h"
#include "model/storage/storage.h"
#include "tests/support/runbench.h"

#include <QDirIterator>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace
{

const json copyAll = {{{"copy", {{"from", "in"}, {"to", "out"}}}}};

json processor(const char *id)
{
    return {{"definition", {{"component", id}}}, {"parameters", {{"do", copyAll}}}};
}

} // namespace

class tst_EngineStorage : public QObject
{
    Q_OBJECT

    std::unique_ptr<RunBench> m_bench;
    std::shared_ptr<Storage> m_storage;
    int m_jobs = 0;

    json job(const json &steps, const json &storage)
    {
        json job = puppetJob(steps);
        job["id"] = u"6f0c1f0e-0000-4000-9000-%1"_s.arg(++m_jobs, 12, 10, QLatin1Char('0')).toStdString();
        job["configuration"]["storage"] = storage;
        job["components"] = {{"test.before", puppetComponent("test.before", "processor")}, {"test.after", puppetComponent("test.after", "processor")}};
        return job;
    }
    void people()
    {
        m_bench->write(u"people.csv"_s, "\"id\",\"name\"\n\"1\",\"Ann\"\n\"2\",\"Bob\"\n\"3\",\"Cid\"\n");
        StorageLoad load;
        load.table = u"in.c-main.people"_s;
        load.sources = {m_bench->path(u"people.csv"_s)};
        load.primaryKey = {u"id"_s};
        const auto loaded = m_storage->load(load);
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().sentence()));
    }
    QList<QStringList> rows(const QString &table) const
    {
        auto rows = m_storage->preview(table).value_or(QList<QStringList>{{u"none"_s}});
        std::sort(rows.begin(), rows.end());
        return rows;
    }
    QByteArray state(const json &job) const
    {
        return JobStates::read(*m_bench->store, QString::fromStdString(job["id"].get<std::string>()))->value({});
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!RunBench::hasEngine())
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
        m_bench = std::make_unique<RunBench>();
        const auto storage = Storage::open(Storage::directoryIn(m_bench->store->directory()));
        QVERIFY2(storage, storage ? "" : qPrintable(storage.error().sentence()));
        m_storage = *storage;
    }

    // From Storage through a processor, the component and a processor into Storage, with a state, and once more.
    void F11_I5_O13_O18_roundTripThroughProcessors()
    {
        people();
        json job = this->job({{{"copy", {{"from", "in/tables/people.csv"}, {"to", "out/tables/result.csv"}}}},
                              {{"show", "in/tables/people.csv.manifest"}},
                              {{"write", {{"path", "out/files/report.txt"}, {"text", "done"}}}},
                              {{"write", {{"path", "out/files/report.txt.manifest"}, {"text", "{\"tags\":[\"daily\"]}"}}}},
                              {{"state", {{"seen", 3}}}}},
                             {{"input", {{"tables", {{{"source", "in.c-main.people"}, {"destination", "people.csv"}, {"changed_since", "adaptive"}}}}}},
                              {"output", {{"tables", {{{"source", "result.csv"}, {"destination", "out.c-main.result"}, {"primary_key", {"id"}}, {"incremental", true}}}}}}});
        job["configuration"]["processors"] = {{"before", {processor("test.before")}}, {"after", {processor("test.after")}}};
        const RunResult first = m_bench->run(job);
        QVERIFY2(first.summary.verdict == Verdict::Success, qPrintable(first.summary.message));
        QCOMPARE(rows(u"out.c-main.result"_s), (QList<QStringList>{{u"1"_s, u"Ann"_s}, {u"2"_s, u"Bob"_s}, {u"3"_s, u"Cid"_s}}));
        QCOMPARE(first.tables.size(), 1);
        QCOMPARE(first.tables[0].destination, u"out.c-main.result"_s);
        QCOMPARE(first.tables[0].rows, 3);
        QCOMPARE(first.tables[0].primaryKey, QStringList{u"id"_s});
        const json manifest = json::parse(RunBench::log(first, 1).toStdString());
        QVERIFY(manifest["id"] == "in.c-main.people" && manifest["primary_key"] == json::array({"id"})); // F11
        StorageFileQuery daily;
        daily.tags = {u"daily"_s};
        const auto files = m_storage->files(daily);
        QVERIFY(files && files->size() == 1);
        QVERIFY(files->first().tags.contains(u"componentId: test.puppet"_s) && files->first().tags.contains(u"runId: "_s + first.summary.id.value)); // O18
        QCOMPARE(RunBench::contents(files->first().path), QByteArray("done"));
        const json kept = json::parse(state(job).toStdString());
        QVERIFY(kept["component"]["seen"] == 3 && kept["storage"]["input"]["tables"][0]["source"] == "in.c-main.people"); // I6
        // Nothing changed since: an adaptive mapping gives nothing, an incremental load keeps what is there.
        const RunResult second = m_bench->run(job);
        QVERIFY2(second.summary.verdict == Verdict::Success, qPrintable(second.summary.message));
        QCOMPARE(second.tables.value(0).rows, 0); // I5
        QCOMPARE(rows(u"out.c-main.result"_s).size(), 3);
    }

    void A22_O2_aMappingErrorIsAUserError_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QString>("says");
        QTest::newRow("A22 no destination") << QByteArray("{}") << u"failed to resolve destination"_s;
        QTest::newRow("O2 no such file") << QByteArray("{\"default_bucket\":\"out.c-x\",\"tables\":[{\"source\":\"other.csv\",\"destination\":\"out.c-x.o\"}]}") << u"other.csv"_s;
        QTest::newRow("O11 a column is missing") << QByteArray("{\"tables\":[{\"source\":\"t.csv\",\"destination\":\"in.c-main.people\"}]}") << u"in.c-main.people"_s;
    }
    void A22_O2_aMappingErrorIsAUserError()
    {
        QFETCH(QByteArray, output);
        QFETCH(QString, says);
        people();
        const json job = this->job({{{"write", {{"path", "out/tables/t.csv"}, {"text", "other\n1\n"}}}}, {{"state", {{"kept", false}}}}},
                                   {{"output", json::parse(output.toStdString())}});
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::UserError, qPrintable(result.summary.verdictLine()));
        QVERIFY2(result.summary.message.contains(says), qPrintable(result.summary.message));
        QCOMPARE(result.summary.containerExitCode, 0);
        QCOMPARE(result.programExitCode(), 1);
        QCOMPARE(state(job), QByteArray()); // S3
        QCOMPARE(rows(u"in.c-main.people"_s).size(), 3);
    }

    // §6.7
    void writeAlwaysIsStoredThoughTheComponentFailed()
    {
        const json job = this->job({{{"write", {{"path", "out/tables/log.csv"}, {"text", "line\nfailed\n"}}}},
                                    {{"write", {{"path", "out/tables/data.csv"}, {"text", "a\n1\n"}}}},
                                    {{"error", "no such account"}},
                                    {{"exit", 1}}},
                                   {{"output", {{"tables", {{{"source", "log.csv"}, {"destination", "out.c-fail.log"}, {"write_always", true}},
                                                            {{"source", "data.csv"}, {"destination", "out.c-fail.data"}}}}}}});
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::UserError, qPrintable(result.summary.verdictLine()));
        QCOMPARE(result.summary.message, u"no such account"_s);
        QCOMPARE(rows(u"out.c-fail.log"_s), QList<QStringList>{{u"failed"_s}});
        QVERIFY(!m_storage->table(u"out.c-fail.data"_s));
    }

    void W1_O5_rowsStoreTheirOwn()
    {
        json job = this->job(json::array(), {{"output", {{"default_bucket", "out.c-rows"}}}});
        for (const char *id : {"1", "2"}) {
            const std::string name = std::string("out/tables/row") + id + ".csv";
            job["rows"].push_back({{"id", id}, {"configuration", {{"parameters", {{"do", {{{"write", {{"path", name}, {"text", "id\n1\n"}}}}, {{"state", {{"row", id}}}}}}}}}}});
        }
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(rows(u"out.c-rows.row1"_s), QList<QStringList>{{u"1"_s}});
        QCOMPARE(rows(u"out.c-rows.row2"_s), QList<QStringList>{{u"1"_s}});
        const auto states = JobStates::read(*m_bench->store, QString::fromStdString(job["id"].get<std::string>()));
        QVERIFY(json::parse(states->value(u"2"_s).toStdString())["component"]["row"] == "2");
    }

    // B1, and a trial as of `longshore test`.
    void B1_nothingIsStored_data()
    {
        QTest::addColumn<bool>("debug");
        QTest::newRow("debug mode") << true;
        QTest::newRow("a trial") << false;
    }
    void B1_nothingIsStored()
    {
        QFETCH(bool, debug);
        const json job = this->job({{{"write", {{"path", "out/tables/t.csv"}, {"text", "a\n1\n"}}}}, {{"state", {{"a", 1}}}}},
                                   {{"output", {{"default_bucket", "out.c-apart"}}}});
        RunRequest request = m_bench->request(job);
        request.debug = debug;
        request.apart = !debug;
        const RunResult result = m_bench->run(request);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QVERIFY(!m_storage->table(u"out.c-apart.t"_s));
        QCOMPARE(state(job), QByteArray());
    }

    // From nothing but its reference.
    void O5_theFirstRunOfAnImageStoresItsTables()
    {
        m_bench->run(this->job(json::array(), json::object())); // builds the image
        RunRequest request;
        request.job = jobForImage(u"127.0.0.1:1/longshore-test-puppet:1"_s, {});
        QVERIFY(request.job.setParameters("{\"do\":[{\"write\":{\"path\":\"out/tables/t.csv\",\"text\":\"a\\n1\\n\"}}]}"));
        const RunResult result = m_bench->run(request);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(rows(u"out.c-longshore-test-puppet.t"_s), QList<QStringList>{{u"1"_s}});
    }

    // A component's folder, opened and run: built, fed from its data folder, its output stored.
    void aSourceFolderIsBuiltAndRuns()
    {
        const Result<ImportResult> imported = importSourceFolder(QStringLiteral(LONGSHORE_BUILD_DIR "/share/longshore/demo"));
        QVERIFY2(imported, imported ? "" : qPrintable(imported.error().sentence()));
        RunRequest request;
        request.job = imported->job;
        QVERIFY(request.job.setParameters("{\"columns\":{\"id\":\"id\",\"text\":\"text\"},\"max\":75,\"delayMs\":0}"));
        const RunResult result = m_bench->run(request);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(result.summary.imageReference, u"demo:dev"_s);
        QVERIFY(!result.tables.isEmpty() && result.tables[0].rows > 0);
        QVERIFY2(result.tables[0].destination.startsWith("out.c-demo."_L1), qPrintable(result.tables[0].destination));
    }

    // What a debug run of ours zipped can be opened as a job, and run.
    void B3_B5_aSnapshotRunsAgain()
    {
        m_bench->write(u"snapshot/in/tables/t.csv"_s, "a\n1\n");
        json job = this->job({{{"copy", {{"from", "in/tables/t.csv"}, {"to", "out/tables/t.csv"}}}}}, {{"output", {{"default_bucket", "out.c-snapshot"}}}});
        RunRequest request = m_bench->request(job);
        request.debug = true;
        request.dataFolder = m_bench->path(u"snapshot"_s);
        const RunResult first = m_bench->run(request);
        QVERIFY2(first.summary.verdict == Verdict::Success, qPrintable(first.summary.message));
        QDirIterator zips(first.summary.capsule, {u"stage_0.zip"_s}, QDir::Files, QDirIterator::Subdirectories);
        QVERIFY(zips.hasNext());
        Result<ImportResult> imported = importSnapshot(zips.next(), m_bench->path(u"again"_s));
        QVERIFY2(imported, imported ? "" : qPrintable(imported.error().sentence()));
        QVERIFY(imported->job.setJsonAt(u"component"_s, QByteArray::fromStdString(puppetComponent().dump())));
        RunRequest again;
        again.job = imported->job;
        const RunResult second = m_bench->run(again);
        QVERIFY2(second.summary.verdict == Verdict::Success, qPrintable(second.summary.message));
        QCOMPARE(rows(u"out.c-snapshot.t"_s), QList<QStringList>{{u"1"_s}}); // the first one stored nothing (B1)
    }

    void C13_yamlComponent()
    {
        // The puppet reads JSON only, which YAML text of a flow style would be: what counts here is what lies in /data.
        json job = this->job(json::array(), json::object());
        job["component"] = puppetComponent("test.yaml", "application", {{"configuration_format", "yaml"}});
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::ApplicationError, qPrintable(result.summary.verdictLine())); // it finds no config.json
        QVERIFY2(result.summary.message.contains(u"config.json"_s), qPrintable(result.summary.message));
    }
};

QTEST_GUILESS_MAIN(tst_EngineStorage)
#include "tst_engine_storage.moc"
