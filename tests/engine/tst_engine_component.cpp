// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/shellcomponent.h"

#include <QDirIterator>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// Components on a real engine that ask for something special: no image, another user, secrets, links instead of outputs.
class tst_EngineComponent : public QObject, protected OnRunBench<ShellComponentBench>
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeBench(); }
    void cleanup() { verifyNothingIsLeft(); }

    void missingImage()
    {
        auto json = m_bench->job(u"success"_s);
        json["component"]["data"]["definition"]["uri"] = "127.0.0.1:1/no-such-image";
        json.erase("source");
        const RunResult result = m_bench->run(json);
        QCOMPARE(result.programExitCode(), 69);
        QVERIFY2(result.summary.message.contains(u"127.0.0.1:1/no-such-image"_s), qPrintable(result.summary.message));
        QVERIFY(result.summary.message.contains(u"source"_s)); // what to do
        QVERIFY(!RunBench::log(result, -1, false).isEmpty());
    }

    void noEntrypoint()
    {
        m_bench->write(u"bare/Dockerfile"_s, "FROM scratch\nCOPY x /x\n");
        m_bench->write(u"bare/x"_s, "x");
        auto json = m_bench->job(u"success"_s);
        json["component"]["data"]["definition"]["uri"] = "127.0.0.1:1/longshore-bare";
        json["source"]["folder"] = "bare";
        const RunResult result = m_bench->run(json);
        QCOMPARE(result.programExitCode(), 69);
        QVERIFY2(result.summary.message.contains(u"ENTRYPOINT"_s), qPrintable(result.summary.message));
    }

    void entrypointThatIsNotThere()
    {
        auto json = m_bench->job(u"success"_s);
        json["extra"]["entrypoint"] = {"/nope"};
        const RunResult result = m_bench->run(json);
        QCOMPARE(result.programExitCode(), 69);
        QVERIFY2(result.summary.message.contains(u"start the component"_s), qPrintable(result.summary.message));
    }

    void otherUser()
    {
        auto json = m_bench->job(u"success"_s);
        json["extra"]["user"] = "1000:1000";
        const RunResult result = m_bench->run(json);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(RunBench::contents(result.summary.capsule + u"/out/files/uid"_s).trimmed(), QByteArray("1000"));
    }

    void containerRootUser()
    {
        auto json = m_bench->job(u"success"_s);
        json["component"]["features"] = {"container-root-user"};
        const RunResult result = m_bench->run(json);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(RunBench::contents(result.summary.capsule + u"/out/files/uid"_s).trimmed(), QByteArray("0"));
    }

    void N14_secretsNeverReachTheStore()
    {
        auto json = m_bench->job(u"secret"_s);
        json["configuration"]["parameters"]["#token"] = "S3cr3t-Value-42";
        json["configuration"]["parameters"]["copy"] = "also S3cr3t-Value-42";
        json["configuration"]["parameters"]["#other"] = {{"$secret", "k"}};
        RunRequest wanted = m_bench->request(json);
        wanted.secrets.insert(u"#other"_s, u"An0ther/Value"_s);
        const RunResult result = m_bench->run(wanted);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QVERIFY(RunBench::log(result).contains("[hidden]"));
        int files = 0;
        QDirIterator it(m_bench->store->directory(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QByteArray bytes = RunBench::contents(it.next());
            ++files;
            for (const QByteArray &canary : {QByteArray("S3cr3t"), QByteArray("S3cr3t-Value-42").toBase64().left(18), QByteArray("An0ther")})
                QVERIFY2(!bytes.contains(canary), qPrintable(it.filePath()));
        }
        QVERIFY(files > 5);
    }

    void unresolvedSecret()
    {
        auto json = m_bench->job(u"success"_s);
        json["configuration"]["parameters"]["#other"] = {{"$secret", "k"}};
        const auto id = m_bench->service->start(m_bench->request(json));
        QVERIFY(!id);
        QVERIFY(id.error().kind == Error::Kind::BadInput);
        QVERIFY2(id.error().sentence().contains(u"#other"_s), qPrintable(id.error().sentence()));
    }

    void A18_linksAreRefused()
    {
        const RunResult result = m_bench->run(u"links"_s);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(result.files.size(), 1);
        QVERIFY(!QFileInfo::exists(result.summary.capsule + u"/out/tables"_s));
        QVERIFY(!QFileInfo::exists(result.summary.capsule + u"/out/files/p"_s));
        QCOMPARE(result.problems.size(), 2);
    }

    void A27_outputFolderIsALink()
    {
        const RunResult result = m_bench->run(u"outlink"_s);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.verdictLine()));
        QVERIFY(QDir(result.summary.capsule + u"/out"_s).isEmpty());
        QCOMPARE(result.problems.size(), 1);
        QVERIFY(result.problems[0].text.contains(u"/etc"_s));
    }
};

QTEST_GUILESS_MAIN(tst_EngineComponent)
#include "tst_engine_component.moc"
