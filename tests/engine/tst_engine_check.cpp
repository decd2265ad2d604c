// SPDX-License-Identifier: GPL-3.0-or-later
// What only an engine can tell the report on a run: what its containers wrote outside /data.
#include "model/check/runreport.h"
#include "model/run/outsidechanges.h"
#include "tests/support/findings.h"
#include "tests/support/runbench.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

Q_DECLARE_METATYPE(nlohmann::json)

class TestEngineCheck : public QObject
{
    Q_OBJECT

    static json writes(const char *path) { return {{"write", {{"path", path}, {"text", "x\n"}}}}; }

private Q_SLOTS:
    void initTestCase()
    {
        if (!RunBench::hasEngine())
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
    }

    void F1_writtenOutside_data()
    {
        QTest::addColumn<json>("steps");
        QTest::addColumn<QStringList>("paths");
        QTest::newRow("nothing") << json::array() << QStringList();
        QTest::newRow("its own places") << json{writes("/data/out/files/a"), writes("/tmp/b"), writes("/data/c")} << QStringList();
        QTest::newRow("elsewhere") << json{writes("/data/out/files/a"), writes("/var/cache/app/x"), writes("/etc/app.conf")}
                                   << QStringList{u"/etc/app.conf"_s, u"/var"_s};
        QTest::newRow("although it failed") << json{writes("/made"), {{"exit", 1}}} << QStringList{u"/made"_s};
    }
    void F1_writtenOutside()
    {
        QFETCH(json, steps);
        QFETCH(QStringList, paths);
        RunBench bench;
        const RunResult result = bench.run(bench.request(puppetJob(steps)));
        QVERIFY2(!result.error || result.summary.containerExitCode, qPrintable(result.summary.message));
        const OutsideChanges changes = storedOutsideChanges(result.summary.capsule, 0);
        QCOMPARE(changes.trouble, QString());
        QStringList found;
        for (const FileChange &change : changes.paths)
            found.append(change.path);
        QCOMPARE(found.join(u' '), paths.join(u' '));
        const Findings report = reportRun(result);
        for (const QString &path : paths)
            QVERIFY2(brief(report).contains(u"warning F1 "_s + path), qPrintable(told(report)));
        QVERIFY2(brief(report).join(u' ').contains(u" Z4 user"_s), qPrintable(told(report)));
    }
};

LONGSHORE_TEST_MAIN(TestEngineCheck)
#include "tst_engine_check.moc"
