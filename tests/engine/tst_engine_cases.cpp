// SPDX-License-Identifier: GPL-3.0-or-later
// `longshore test` and `longshore check` against a real engine, with the demo component.
#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "tests/support/program.h"
#include "tests/support/testmain.h"
#include "tests/support/tree.h"

#include <QRegularExpression>
#include <QXmlStreamReader>
#include <csignal>
#include <sys/types.h>

using namespace Qt::StringLiterals;
using namespace longshore;
using nlohmann::json;
using test::Ended;
using test::Program;

namespace
{

const QString demo = QStringLiteral(LONGSHORE_BUILD_DIR "/share/longshore/demo");
const QString demoImage = u"longshore/demo-text-splitter:1.0.0"_s;
constexpr int minutes = 60'000;

} // namespace

class TestEngineCases : public QObject
{
    Q_OBJECT

    test::Tree m_tree;
    QString m_engine;
    QByteArray m_table; ///< what the demo writes from one row
    QString m_tableName;

    QStringList common() const { return {u"--engine"_s, m_engine, u"--store"_s, m_tree.path(u"store"_s)}; }
    Ended ask(const QStringList &arguments) const { return Program(arguments + common()).end(3 * minutes); }

    static QByteArray config(int max, int delayMs = 0)
    {
        const json object{
            {"parameters",
             {{"columns", {{"id", "id"}, {"text", "text"}}}, {"max", max}, {"min", 0}, {"delayMs", delayMs}}},
            {"image_parameters", json::object()},
            {"action", "run"},
            {"storage", json::object()},
            {"authorization", json::object()}};
        return QByteArray::fromStdString(object.dump());
    }
    void addCase(const QString &name, const QByteArray &configuration) const
    {
        m_tree.write(name + u"/source/data/config.json"_s, configuration);
        m_tree.write(name + u"/source/data/in/tables/texts.csv"_s,
                     "\"id\",\"text\"\n\"1\",\"one two three four five six seven\"\n");
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static json caseNamed(const Ended &ended, const std::string &name)
    {
        for (const json &each : ended.events("case")) {
            if (each.value("case", "") == name)
                return each;
        }
        return {};
    }
    int containersLeft()
    {
        EngineClient client(*Endpoint::parse(m_engine));
        int count = -1;
        ContainersApi::ListOptions options;
        options.all = true;
        options.labels = {u"longshore.run"_s};
        client.containers().list(options, this, [&count](const Result<QList<ContainerSummary>> &list) {
            count = list ? int(list->size()) : -2;
        });
        return QTest::qWaitFor([&count] { return count != -1; }, 20'000) ? count : -3;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_engine = qEnvironmentVariable("LONGSHORE_TEST_ENGINE");
        if (m_engine.isEmpty())
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
        // Builds the image, and tells what the component makes of the case's row.
        addCase(u"probe/a"_s, config(15));
        json job = json::parse(read(demo + u"/job.json"_s).toStdString());
        job["source"]["folder"] = demo.toStdString();
        job["configuration"]["parameters"] = json::parse(config(15).toStdString())["parameters"];
        const QString file = m_tree.write(u"probe.job.json"_s, QByteArray::fromStdString(job.dump()));
        const Ended ended = ask({u"run"_s, file, u"--data"_s, m_tree.path(u"probe/a/source/data"_s), u"--json"_s});
        QVERIFY2(ended.code == 0, ended.err.constData());
        const json last = ended.objects().last();
        m_tableName = QString::fromStdString(last["outputs"]["tables"][0]["source"].get<std::string>());
        const QString out = QString::fromStdString(last["capsule"].get<std::string>()) + u"/out/tables/"_s;
        m_table = read(out + m_tableName);
        QVERIFY(!m_table.isEmpty());
        for (const QString &name : {u"cases/ok"_s, u"cases/group/differs"_s}) {
            addCase(name, config(15));
            m_tree.write(name + u"/expected/data/out/tables/"_s + m_tableName, m_table);
            if (const QByteArray manifest = read(out + m_tableName + u".manifest"_s);
                !manifest.isEmpty()) // laid out anew: JSON is compared as JSON
                m_tree.write(name + u"/expected/data/out/tables/"_s + m_tableName + u".manifest"_s,
                             QByteArray::fromStdString(json::parse(manifest.toStdString()).dump(1)));
        }
        m_tree.write(u"cases/group/differs/expected/data/out/tables/"_s + m_tableName, m_table + "\"9\",\"x\"\n");
        m_tree.write(u"cases/group/differs/expected/data/out/files/absent.txt"_s, "x");
        addCase(u"cases/refused"_s, config(-1)); // no expected: it must fail, and does
        addCase(u"cases/code"_s, config(-1));
        m_tree.write(u"cases/code/expected-code"_s, "1\n");
        addCase(u"cases/broken"_s, "{\"parameters\":");
        addCase(u"cases/_off/never"_s, config(15));
    }

    void s17_casesAreJudged()
    {
        const QString junit = m_tree.path(u"junit.xml"_s);
        const Ended ended = ask({u"test"_s, m_tree.path(u"cases"_s), u"--image"_s, demoImage, u"--json"_s, u"--junit"_s,
                                 junit, u"-j"_s, u"2"_s});
        QVERIFY2(ended.code == 1, ended.err.constData());
        const json sum = ended.objects().last();
        QVERIFY2(sum["event"] == "summary" && sum["cases"] == 6 && sum["passed"] == 3 && sum["failed"] == 1 &&
                     sum["broken"] == 1 && sum["skipped"] == 1,
                 ended.out.constData());
        for (const char *name : {"ok", "refused", "code"})
            QVERIFY2(caseNamed(ended, name).value("outcome", "") == "passed", ended.out.constData());
        const json differs = caseNamed(ended, "group/differs");
        QCOMPARE(differs["differences"].size(), size_t(2));
        QVERIFY(differs["differences"][0]["path"] == "out/files/absent.txt" &&
                differs["differences"][0]["kind"] == "missing");
        QVERIFY2(
            QString::fromStdString(differs["differences"][1]["diff"].get<std::string>()).contains(u"-\"9\",\"x\""_s),
            ended.out.constData());
        QVERIFY(caseNamed(ended, "broken").value("outcome", "") == "broken");
        QXmlStreamReader reader(read(junit));
        int cases = 0;
        while (!reader.atEnd()) {
            reader.readNext();
            cases += reader.isStartElement() && reader.name() == u"testcase"_s;
        }
        QVERIFY2(!reader.hasError() && cases == 6, qPrintable(reader.errorString()));
        QCOMPARE(containersLeft(), 0);
    }

    void plainOutput()
    {
        const Ended ended = ask({u"test"_s, m_tree.path(u"cases"_s), u"--image"_s, demoImage, u"--case"_s, u"ok"_s,
                                 u"--case"_s, u"group/"_s});
        QVERIFY2(ended.code == 1, ended.err.constData());
        const QString out = QString::fromUtf8(ended.out);
        QVERIFY2(
            out.contains(QRegularExpression(u"^ok        ok  [0-9.]+ m?s$"_s, QRegularExpression::MultilineOption)),
            ended.out.constData());
        QVERIFY2(out.contains(u"FAILED    group/differs"_s) && out.contains(u"2 differences in out"_s),
                 ended.out.constData());
        QVERIFY2(out.contains(u"    out/files/absent.txt: "_s) && out.contains(u"      -\"9\",\"x\""_s),
                 ended.out.constData());
        QVERIFY2(out.contains(u"1 passed, 1 failed, of 2 in "_s), ended.out.constData());
    }

    void allPass()
    {
        const Ended ended = ask({u"test"_s, m_tree.path(u"cases"_s), u"--image"_s, demoImage, u"--case"_s, u"ok"_s,
                                 u"--case"_s, u"refused"_s, u"--case"_s, u"code"_s});
        QVERIFY2(ended.code == 0, (ended.out + ended.err).constData());
        QVERIFY2(ended.out.contains("3 passed, of 3 in "), ended.out.constData());
    }

    void missingImage()
    {
        const Ended ended = ask({u"test"_s, m_tree.path(u"cases"_s), u"--image"_s, u"longshore/none:1"_s});
        QVERIFY2(ended.code == 69, ended.err.constData());
        QVERIFY2(ended.err.contains("longshore/none:1"), ended.err.constData());
    }

    void interruptCleansUp()
    {
        for (int i = 0; i < 6; ++i)
            addCase(u"slow/%1"_s.arg(i), config(15, 60'000));
        Program program(QStringList{u"test"_s, m_tree.path(u"slow"_s), u"--image"_s, demoImage, u"--json"_s, u"-j2"_s} +
                        common());
        QVERIFY(QTest::qWaitFor([this] { return containersLeft() >= 2; }, minutes));
        ::kill(pid_t(program.process().processId()), SIGINT);
        const Ended ended = program.end(minutes);
        QVERIFY2(!ended.crashed && ended.code == 5, ended.err.constData());
        const json sum = ended.objects().last();
        QVERIFY2(sum["event"] == "summary" && sum["cancelled"] == 6, ended.out.constData());
        QCOMPARE(containersLeft(), 0);
    }

    void checkImageJobAndRun()
    {
        const Ended image = ask({u"check"_s, demoImage, u"--json"_s});
        QVERIFY2(image.code == 0 && image.objects().last()["errors"] == 0, image.out.constData());
        const Ended missing = ask({u"check"_s, u"longshore/none:1"_s});
        QCOMPARE(missing.code, 66);
        const Ended job = ask({u"check"_s, demo + u"/job.json"_s, u"--json"_s});
        QVERIFY2(job.code == 0, job.out.constData());
        const json newest = ask({u"runs"_s, u"--json"_s}).objects().value(0);
        const Ended run = ask({u"check"_s, QString::fromStdString(newest["run"].get<std::string>()), u"--json"_s});
        QVERIFY2(!run.crashed && run.objects().last()["kind"] == "run", run.err.constData());
    }
};

LONGSHORE_TEST_MAIN(TestEngineCases)
#include "tst_engine_cases.moc"
