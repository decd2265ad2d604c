// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logsegment.h"
#include "model/logs/logtails.h"
#include "model/run/outputlisting.h"
#include "model/run/redactor.h"
#include "model/run/runtypes.h"
#include "model/run/settledoutputs.h"
#include "model/run/stageerror.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// What is read from a stage's outputs and its log once it ended.
class tst_StageOutcome : public QObject
{
    Q_OBJECT

    static bool put(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        return QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }
    static QString words(const StageExtras &extras)
    {
        QStringList parts;
        for (const UsageMetric &metric : extras.usage)
            parts << metric.metric + u'=' + metric.value;
        for (const auto &[name, value] : extras.outputVariables.asKeyValueRange())
            parts << u'$' + name + u'=' + value.value_or(u"null"_s);
        return parts.join(u' ');
    }

private Q_SLOTS:
    void s7_4_s6_9_extras_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("extras");
        QTest::addColumn<QString>("badUsage");
        QTest::addColumn<QString>("warning");
        const QByteArray usage = "[{\"metric\":\"rows\",\"value\":150}]";
        const QByteArray variables = "{\"variables\":{\"a\":1,\"b\":null,\"c\":{}}}";
        QTest::newRow("usage") << u"usage.json"_s << usage << u"json"_s << u"rows=150"_s << QString() << QString();
        QTest::newRow("usage in YAML") << u"usage.yml"_s << QByteArray("- metric: rows\n  value: 150\n") << u"yaml"_s << u"rows=150"_s << QString() << QString();
        QTest::newRow("the other format's name") << u"usage.json"_s << QByteArray("{") << u"yaml"_s << QString() << QString() << QString();
        QTest::newRow("no list of metrics") << u"usage.json"_s << QByteArray("{\"rows\":1}") << u"json"_s << QString() << u"out/usage.json: "_s << QString();
        QTest::newRow("bad YAML") << u"usage.yml"_s << QByteArray("- [\n") << u"yaml"_s << QString() << u"out/usage.yml"_s << QString();
        QTest::newRow("usage too large") << u"usage.json"_s << QByteArray(2 << 20, ' ') << u"json"_s << QString() << u"larger than"_s << QString();
        QTest::newRow("variables") << u"result.json"_s << variables << u"json"_s << u"$a=1 $b=null"_s << QString() << u"no single values: c"_s;
        QTest::newRow("variables are JSON always") << u"result.json"_s << variables << u"yaml"_s << u"$a=1 $b=null"_s << QString() << u"no single values: c"_s;
        QTest::newRow("malformed variables") << u"result.json"_s << QByteArray("[") << u"json"_s << QString() << QString() << u"Its variables are not used"_s;
        QTest::newRow("variables too large") << u"result.json"_s << QByteArray(2 << 20, ' ') << u"json"_s << QString() << QString() << u"larger than"_s;
        QTest::newRow("a folder") << u"usage.json/x"_s << QByteArray("x") << u"json"_s << QString() << QString() << QString();
    }
    void s7_4_s6_9_extras()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        QFETCH(QString, format);
        QFETCH(QString, badUsage);
        QFETCH(QString, warning);
        const QTemporaryDir dir;
        QVERIFY(put(dir.filePath(name), text));
        SettleRequest request;
        request.folder = dir.path();
        request.collected = scanOutputFolder(dir.path()).value_or(Collected());
        request.format = format;
        request.takesExtras = true;
        const auto settled = settleOutputs(request);
        QVERIFY2(settled, settled ? "" : qPrintable(settled.error().sentence()));
        QTEST(words(settled->extras), "extras");
        QCOMPARE(settled->badUsage.has_value(), !badUsage.isEmpty());
        QVERIFY2(badUsage.isEmpty() || settled->badUsage->sentence().contains(badUsage), qPrintable(settled->badUsage ? settled->badUsage->sentence() : QString()));
        QCOMPARE(settled->problems.isEmpty(), warning.isEmpty());
        QVERIFY(warning.isEmpty() || settled->problems.first().sentence().contains(warning));
        QVERIFY(QFile::exists(dir.filePath(name))); // it stays among the outputs
        request.takesExtras = false; // a processor's
        QCOMPARE(settleOutputs(request)->extras, StageExtras());
    }

    void S3_stateOfAFailedStageIsMasked_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("json") << u"state.json"_s << QByteArray("{\"#token\":\"n3w\",\"last\":2}") << QByteArray("{\n    \"#token\": \"[hidden]\",\n    \"last\": 2\n}");
        QTest::newRow("yaml") << u"state.yml"_s << QByteArray("'#token': n3w\nlast: 2\n") << QByteArray("{\n    \"#token\": \"[hidden]\",\n    \"last\": 2\n}");
        QTest::newRow("no json") << u"state.json"_s << QByteArray("{\"#token\":\"n3w\"") << QByteArray();
    }
    void S3_stateOfAFailedStageIsMasked()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        const QTemporaryDir dir;
        QVERIFY(put(dir.filePath(name), text));
        SettleRequest request;
        request.folder = dir.path();
        request.collected = scanOutputFolder(dir.path()).value_or(Collected());
        request.format = name.endsWith(u"yml"_s) ? u"yaml"_s : u"json"_s;
        request.takesExtras = true;
        const auto settled = settleOutputs(request);
        QVERIFY2(settled, settled ? "" : qPrintable(settled.error().sentence()));
        QVERIFY(!settled->state);
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray now = file.readAll();
        QTEST(now, "kept");
        QCOMPARE(settled->collected.entries.first().size, now.size());
    }

    void extrasSurviveJson()
    {
        StageSummary stage;
        stage.number = 1;
        stage.rowId = u"r"_s;
        stage.extras.usage = {{u"rows"_s, u"1"_s}, {u"rows"_s, u"2"_s}};
        stage.extras.outputVariables = {{u"a"_s, u"x"_s}, {u"b"_s, std::nullopt}};
        stage.extras.downloaded = {{3, u"artifacts.tar.gz"_s, 12}};
        stage.extras.uploaded = {{4, u"a"_s, 0}, {5, u"b"_s, 1}};
        QCOMPARE(StageSummary::fromJson(stage.toJson()), stage);
        for (const char *damaged : {"{\"usage\":5,\"outputVariables\":[1],\"artifacts\":7}", "{\"usage\":[5,{\"metric\":[]}],\"outputVariables\":{\"a\":{}},\"artifacts\":{\"uploaded\":[1]}}"})
            (void)StageSummary::fromJson(json::parse(damaged));
        RunResult result;
        result.stages = {StageSummary(), stage};
        result.variables = {{u"who"_s, u"world"_s}};
        QCOMPARE(RunResult::fromJson(result.toJson()), result);
        const json run = json::parse(result.runJson().dump());
        QCOMPARE(run["usage"].dump(), std::string("[{\"metric\":\"rows\",\"row\":\"r\",\"value\":\"1\"},{\"metric\":\"rows\",\"row\":\"r\",\"value\":\"2\"}]"));
        QCOMPARE(run["variables"].dump(), std::string("{\"who\":\"world\"}"));
        QCOMPARE(run["outputVariables"].dump(), std::string("{\"a\":\"x\",\"b\":null}"));
        QCOMPARE(run["artifacts"]["uploaded"].size(), size_t(2));
        QCOMPARE(run["artifacts"]["downloaded"].dump(), std::string("[{\"bytes\":12,\"name\":\"artifacts.tar.gz\",\"storageFileId\":3}]"));
        const Redactor redactor({"x-secret"});
        StageExtras secret;
        secret.usage = {{u"x-secret"_s, u"is x-secret"_s}};
        secret.outputVariables = {{u"v"_s, u"x-secret"_s}};
        QCOMPARE(words(secret.redacted(redactor)), u"[hidden]=is [hidden] $v=[hidden]"_s);
    }

    void X10_tailsOfTheStoredLog_data()
    {
        QTest::addColumn<int>("lines");
        QTest::addColumn<int>("characters");
        QTest::newRow("all of a short one") << 10 << 1'000'000;
        QTest::newRow("less than it is") << 10 << 25;
        QTest::newRow("many segments") << 60'000 << 1'000'000;
        QTest::newRow("none") << 0 << 1000;
    }
    /// Two stages, characters of two bytes, a rare stderr, notes of Longshore's own in between.
    void X10_tailsOfTheStoredLog()
    {
        QFETCH(int, lines);
        QFETCH(int, characters);
        const QTemporaryDir dir;
        LogWriter writer(dir.path(), 1 << 20);
        QVERIFY(writer.append(LogSource::Stdout, 0, 0, "of the stage before\n") && writer.append(LogSource::Stderr, 0, 0, "its error\n"));
        const quint64 first = writer.frameCount();
        QByteArray out, err;
        for (int i = 0; i < lines; ++i) {
            const QByteArray line = "line é " + QByteArray::number(i) + '\n';
            out += line;
            QVERIFY(writer.append(LogSource::Stdout, 0, 0, line));
            if (i % 10'000 == 0) {
                err += "E" + line;
                QVERIFY(writer.append(LogSource::Engine, LogAppNote, 0, "a note\n") && writer.append(LogSource::Stderr, 0, 0, "E" + line));
            }
        }
        QVERIFY(writer.sync());
        const auto last = [&](const QByteArray &bytes) { return QString::fromUtf8(bytes).right(characters).toUtf8(); };
        const auto tails = readLogTails(dir.path(), first, characters);
        QVERIFY2(tails, tails ? "" : qPrintable(tails.error().sentence()));
        QVERIFY(tails->out == last(out));
        QVERIFY(tails->err == last(err));
        QVERIFY(readLogTails(dir.path() + u"/none"_s, 0, 10)->out.isEmpty());
    }

    void X10_anErrorsFile()
    {
        const QTemporaryDir dir;
        LogWriter writer(dir.path());
        QVERIFY(writer.append(LogSource::Stdout, 0, 0, QByteArray("no UTF-8: \xff\n")) && writer.sync());
        StageSummary stage;
        stage.number = 2;
        stage.verdict = Verdict::OutOfMemory;
        stage.imageReference = u"quay.io/keboola/x:1"_s;
        QVERIFY(QDir(dir.path()).mkpath(u"stages/2"_s));
        const auto kept = keepStageError(dir.path(), stage);
        QVERIFY2(kept, kept ? "" : qPrintable(kept.error().sentence()));
        QFile file(dir.filePath(u"stages/2/error.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const json error = json::parse(file.readAll().toStdString());
        QCOMPARE(error["image"].get<std::string>(), std::string("keboola/x:1"));
        QVERIFY(error["container"].is_null() && error["exitCode"].is_null() && error["verdict"] == "out-of-memory");
        QCOMPARE(error["stdout"].get<std::string>(), std::string("no UTF-8: \xef\xbf\xbd\n"));
    }
};

LONGSHORE_TEST_MAIN(tst_StageOutcome)
#include "tst_stageoutcome.moc"
