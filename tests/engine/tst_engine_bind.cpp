// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/runbench.h"

#include <QDirIterator>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// `input.transfer: "bind"` and `extra.mounts` on real engines (ADR 0011).
class tst_EngineBind : public QObject
{
    Q_OBJECT

    std::unique_ptr<RunBench> m_bench;

    static json bound(const json &steps, const json &data = json::object())
    {
        json job = puppetJob(steps, data);
        job["input"] = {{"transfer", "bind"}};
        return job;
    }
    static json copied(json job)
    {
        job["input"]["transfer"] = "copy";
        return job;
    }
    json inspect(const RunId &id)
    {
        QByteArray raw;
        m_bench->client->containers().inspectRaw(u"longshore-%1-0-a1"_s.arg(id.value), this, [&](const Result<QByteArray> &text) { raw = text.value_or("{}"); });
        return QTest::qWaitFor([&] { return !raw.isEmpty(); }, 20'000) ? json::parse(raw.toStdString()) : json::object();
    }
    QString works() const { return m_bench->path(u"store/work"_s); }
    static QMap<QString, qint64> sizes(const RunResult &result)
    {
        QMap<QString, qint64> all;
        for (const RunOutputFile &file : result.files)
            all.insert(file.source, file.bytes);
        return all;
    }
    static QStringList problems(const RunResult &result)
    {
        QStringList all;
        for (const RunProblem &problem : result.problems)
            all.append(problem.path + u": "_s + problem.text);
        all.sort();
        return all;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!RunBench::hasEngine())
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
        m_bench = std::make_unique<RunBench>();
        QVERIFY(m_bench->run(puppetJob(json::array())).summary.verdict == Verdict::Success); // builds the image
    }
    void cleanup()
    {
        if (!m_bench)
            return;
        QTRY_COMPARE_WITH_TIMEOUT(m_bench->containersLeft(), 0, 20'000);
        QCOMPARE(QDir(works()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
    }

    void F1_exactlyTwoBinds()
    {
        const RunResult result = m_bench->run(m_bench->request(bound({{{"write", {{"path", "out/files/live"}, {"text", "seen"}}}}, {{"print", "x"}}, {{"sleep", 300}}})), [this](const RunId &id) {
            QVERIFY(m_bench->logHolds(id, "x"));
            const json mounts = inspect(id)["Mounts"];
            m_bench->service->cancel(id, 0);
            QMap<QString, QString> found;
            for (const json &mount : mounts) {
                QCOMPARE(mount["Type"].get<std::string>(), "bind");
                QVERIFY(mount["RW"].get<bool>());
                found.insert(QString::fromStdString(mount["Destination"]), QString::fromStdString(mount["Source"]));
            }
            const QString work = works() + u'/' + id.value + u"/0"_s;
            QCOMPARE(found, (QMap<QString, QString>{{u"/data"_s, work + u"/data"_s}, {u"/tmp"_s, work + u"/tmp"_s}}));
            QCOMPARE(RunBench::contents(work + u"/data/out/files/live"_s), QByteArray("seen")); // while it runs
        });
        QVERIFY2(result.summary.verdict == Verdict::Cancelled, qPrintable(result.summary.verdictLine()));
    }

    void F1_copyAndBindAreAlike()
    {
        m_bench->write(u"data/in/tables/t.csv"_s, "id\n1\n");
        m_bench->write(u"data/in/files/deep/f"_s, "f");
        json job = bound({{{"list", "/data"}}, {{"whoami", true}}, {{"show", "in/tables/t.csv"}}, {{"write", {{"path", "/tmp/scratch"}, {"text", "x"}}}},
                          {{"copy", {{"from", "in/tables"}, {"to", "out/tables"}}}}, {{"state", {{"last", 3}}}}});
        job["input"] = {{"mode", "folder"}, {"folder", "./data"}, {"transfer", "bind"}};
        const RunResult bind = m_bench->run(job), copy = m_bench->run(copied(job));
        QVERIFY2(bind.summary.verdict == Verdict::Success, qPrintable(bind.summary.message));
        QVERIFY2(copy.summary.verdict == Verdict::Success, qPrintable(copy.summary.verdictLine()));
        QCOMPARE(RunBench::log(bind), RunBench::log(copy));
        QCOMPARE(bind.tables, copy.tables);
        QCOMPARE(problems(bind), problems(copy));
        QCOMPARE(RunBench::contents(bind.summary.capsule + u"/out/tables/t.csv"_s), QByteArray("id\n1\n"));
        // The user's folder is as it was: no config.json, no outputs.
        QCOMPARE(QDir(m_bench->path(u"data"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList{u"in"_s});
    }

    void F1_A18_A22_hostileOutputs()
    {
        const json steps = {{{"link", {{"path", "out/tables/x.csv"}, {"target", "/etc/shadow"}}}}, {{"link", {{"path", "out/files/inner"}, {"target", "f"}}}},
                            {{"fifo", {{"path", "out/files/fifo"}}}}, {{"socket", {{"path", "out/files/socket"}}}},
                            {{"write", {{"pathHex", "6f75742f66696c65732fff0a"}, {"text", "odd"}}}}, {{"write", {{"path", "out/files/f"}, {"text", "fine"}}}}};
        const RunResult result = m_bench->run(bound(steps)), copy = m_bench->run(puppetJob(steps));
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(RunBench::contents(result.summary.capsule + u"/out/files/f"_s), QByteArray("fine"));
        QCOMPARE(RunBench::contents(result.summary.capsule + u"/out/files/%FF%0A"_s), QByteArray("odd"));
        QCOMPARE(sizes(result), sizes(copy));
        for (const char *name : {"tables/x.csv", "files/inner", "files/fifo", "files/socket"})
            QVERIFY2(problems(result).filter(QLatin1String(name)).size() == 1, qPrintable(problems(result).join(u'\n')));
    }

    void F1_A27_theOutputFolderIsALink()
    {
        const RunResult result = m_bench->run(bound({{{"remove", "out"}}, {{"link", {{"path", "out"}, {"target", "/etc"}}}}}));
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QVERIFY(problems(result).join(u'\n').contains(u"link"_s));
        QVERIFY(!QFileInfo::exists(result.summary.capsule + u"/out/passwd"_s));
    }

    void F1_A24_aSparseTerabyteIsTooMuch()
    {
        const RunResult result = m_bench->run(bound({{{"sparse", {{"path", "out/files/big"}, {"bytes", 1'000'000'000'000}}}}}));
        QVERIFY(result.error && result.error->kind == Error::Kind::TooLarge);
        QVERIFY(!QFileInfo::exists(result.summary.capsule + u"/out"_s));
    }

    void F1_Q2_handOver()
    {
        json job = bound({{{"show", "in/tables/one.csv"}}, {{"copy", {{"from", "in/tables/one.csv"}, {"to", "out/tables/two.csv"}}}}});
        for (const char *id : {"test.p", "test.q"})
            job["components"][id] = puppetComponent(id, "processor");
        const json before = {{{"write", {{"path", "out/tables/one.csv"}, {"text", "id\n1\n"}}}}, {{"write", {{"path", "/tmp/left"}, {"text", "x"}}}}};
        const json after = {{{"list", "/data/in"}}, {{"list", "/tmp"}}, {{"copy", {{"from", "in/tables/two.csv"}, {"to", "out/tables/three.csv"}}}}};
        const auto processor = [](const char *id, const json &steps) { return json{{"definition", {{"component", id}}}, {"parameters", {{"do", steps}}}}; };
        job["configuration"]["processors"] = {{"before", {processor("test.p", before)}}, {"after", {processor("test.q", after)}}};
        const RunResult bind = m_bench->run(job), copy = m_bench->run(copied(job));
        QVERIFY2(bind.summary.verdict == Verdict::Success, qPrintable(bind.summary.message));
        QCOMPARE(RunBench::log(bind), RunBench::log(copy));
        QCOMPARE(RunBench::contents(bind.summary.capsule + u"/out/tables/three.csv"_s), QByteArray("id\n1\n"));
    }

    // Where this Longshore is not root, the engine has to make the folders its own again.
    void F2_containerRootUser()
    {
        json job = bound({{{"whoami", true}}, {{"write", {{"path", "out/files/shut/deep/f"}, {"text", "mine"}}}}, {{"chmod", {{"path", "out/files/shut/deep/f"}, {"mode", "600"}}}},
                          {{"chmod", {{"path", "out/files/shut/deep"}, {"mode", "700"}}}}, {{"chmod", {{"path", "out/files/shut"}, {"mode", "700"}}}},
                          {{"write", {{"path", "/tmp/a/b"}, {"text", "x"}}}}, {{"chmod", {{"path", "/tmp/a"}, {"mode", "700"}}}}, {{"write", {{"path", "out/tables/t.csv"}, {"text", "id\n"}}}}});
        job["component"]["features"] = {"container-root-user"};
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(RunBench::log(result), QByteArray("0:0\n"));
        QCOMPARE(RunBench::contents(result.summary.capsule + u"/out/files/shut/deep/f"_s), QByteArray("mine"));
        QCOMPARE(problems(result), QStringList());
    }

    void F2_outputsThatTheirOwnerMayNotRead()
    {
        const RunResult result = m_bench->run(bound({{{"write", {{"path", "out/files/f"}, {"text", "x"}}}}, {{"chmod", {{"path", "out/files/f"}, {"mode", "000"}}}}}));
        QVERIFY2(result.summary.verdict == Verdict::UserError, qPrintable(result.summary.verdictLine()));
        QVERIFY2(result.summary.message.contains(u"permission denied"_s), qPrintable(result.summary.message));
    }

    void F2_anotherUser()
    {
        json job = bound({{{"whoami", true}}, {{"write", {{"path", "out/files/f"}, {"text", "theirs"}}}}});
        job["extra"]["user"] = "4242:4242";
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(RunBench::log(result), QByteArray("4242:4242\n"));
        QCOMPARE(RunBench::contents(result.summary.capsule + u"/out/files/f"_s), QByteArray("theirs"));
    }

    void N14_noSecretIsLeft()
    {
        json job = bound({{{"show", "config.json"}}});
        job["configuration"]["parameters"]["#token"] = {{"$secret", "k"}};
        RunRequest request = m_bench->request(job);
        request.secrets.insert(u"#token"_s, u"S3cr3t-Bound-9"_s);
        const RunResult result = m_bench->run(request);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QVERIFY(RunBench::log(result).contains("[hidden]"));
        QDirIterator files(result.summary.capsule, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            QVERIFY2(!RunBench::contents(path).contains("S3cr3t-Bound-9"), qPrintable(path));
        }
    }

    void F1_mountsOfSourceCode_data()
    {
        QTest::addColumn<QByteArray>("transfer");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("copy") << QByteArray("copy") << QByteArray("/code");
        QTest::newRow("bind") << QByteArray("bind") << QByteArray("/code");
        QTest::newRow("bind, an input folder that is not copied") << QByteArray("bind") << QByteArray("/data/in/files/big/one");
    }
    void F1_mountsOfSourceCode()
    {
        QFETCH(QByteArray, transfer);
        QFETCH(QByteArray, target);
        m_bench->write(u"src/main.py"_s, "print()\n");
        const std::string code = target.toStdString();
        json job = puppetJob({{{"show", code + "/main.py"}}, {{"write", {{"path", code + "/new"}, {"text", "x"}}}}});
        job["input"] = {{"transfer", transfer.toStdString()}};
        job["extra"]["mounts"] = {{{"source", "./src"}, {"target", code}, {"readOnly", true}}}; // beside the job file
        const RunResult readOnly = m_bench->run(job);
        QVERIFY2(readOnly.summary.verdict == Verdict::ApplicationError, qPrintable(readOnly.summary.message));
        QVERIFY2(readOnly.summary.message.contains(u"Read-only file system"_s), qPrintable(readOnly.summary.message));
        QVERIFY(RunBench::log(readOnly).contains("print()\n"));
        job["extra"]["mounts"][0]["readOnly"] = false;
        QFile::setPermissions(m_bench->path(u"src"_s), QFile::Permissions(0x7777));
        QVERIFY(m_bench->run(job).summary.verdict == Verdict::Success);
        QCOMPARE(RunBench::contents(m_bench->path(u"src/new"_s)), QByteArray("x"));
        QVERIFY(QFile::remove(m_bench->path(u"src/new"_s)));
    }

    void F1_aMissingSourceIsNotMade()
    {
        json job = puppetJob(json::array());
        job["extra"]["mounts"] = {"./missing:/code:ro"};
        const auto id = m_bench->service->start(m_bench->request(job));
        QVERIFY(!id && id.error().kind == Error::Kind::NotFound);
        QVERIFY2(id.error().sentence().contains(u"missing"_s), qPrintable(id.error().sentence()));
        QVERIFY(!QFileInfo::exists(m_bench->path(u"missing"_s)));
    }
};

QTEST_GUILESS_MAIN(tst_EngineBind)
#include "tst_engine_bind.moc"
