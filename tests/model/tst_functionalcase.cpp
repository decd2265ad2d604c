// SPDX-License-Identifier: GPL-3.0-or-later
// Functional cases (contract §17): finding, choosing, running with their own configuration, judging, JUnit.
#include "model/cases/caseresult.h"
#include "model/cases/functionalcase.h"
#include "model/json/json.h"
#include "model/run/redactor.h"
#include "model/run/runspec.h"
#include "tests/support/testmain.h"
#include "tests/support/tree.h"

#include <QXmlStreamReader>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;
using nlohmann::json;
using Outcome = CaseResult::Outcome;

class TestFunctionalCase : public QObject
{
    Q_OBJECT

    static QStringList names(const QList<FunctionalCase> &cases)
    {
        QStringList list;
        for (const FunctionalCase &each : cases)
            list.append(each.name);
        return list;
    }
    static FunctionalCase only(const test::Tree &tree)
    {
        const auto cases = findCases(tree.root());
        if (!cases)
            qFatal("%s", qPrintable(cases.error().sentence()));
        return cases->first();
    }
    static std::optional<QString> variable(const QString &name)
    {
        return name == u"TOKEN"_s ? std::optional(u"a\"b"_s) : name == u"MAX"_s ? std::optional(u"7"_s) : std::nullopt;
    }
    static RunResult ended(const test::Tree &tree, int code)
    {
        RunResult result;
        result.summary.id.value = u"01J0000000000000000000000A"_s;
        result.summary.state = RunState::Finished;
        result.summary.verdict = code == 0   ? Verdict::Success
                                 : code == 1 ? Verdict::UserError
                                             : Verdict::ApplicationError;
        result.summary.containerExitCode = code;
        result.summary.message = code == 0 ? QString() : u"max must be positive"_s;
        result.summary.capsule = tree.path(u"capsule"_s);
        return result;
    }

private Q_SLOTS:
    void foundBelow()
    {
        const test::Tree tree;
        tree.write(u"b/source/data/config.json"_s, "{}");
        tree.write(u"group/a/source/data/config.json"_s, "{}");
        tree.write(u"group/a/expected/data/out/tables/x.csv"_s, "x\n");
        tree.write(u"group/a/expected-code"_s, "0\n");
        tree.folder(u"group/none/source"_s);
        tree.write(u"_off/c/source/data/config.json"_s, "{}");
        tree.folder(u".hidden/source/data"_s);
        // What looks like a case within a case's data is none.
        tree.folder(u"b/source/data/in/files/x/source/data"_s);
        const auto cases = findCases(tree.root());
        QVERIFY(cases);
        QCOMPARE(names(*cases), (QStringList{u"_off/c"_s, u"b"_s, u"group/a"_s}));
        QVERIFY(!cases->at(0).skipped.isEmpty() && cases->at(1).skipped.isEmpty());
        QVERIFY(!cases->at(1).hasExpected && !cases->at(1).acceptsCode(0) && cases->at(1).acceptsCode(2));
        QCOMPARE(cases->at(1).codeWords(), u"any but 0"_s);
        QVERIFY(cases->at(2).hasExpected && cases->at(2).acceptsCode(0) && !cases->at(2).acceptsCode(1));
        QCOMPARE(cases->at(2).expectedCode, std::optional(0));
    }

    void oneCaseAlone()
    {
        const test::Tree tree;
        tree.folder(u"alone/source/data"_s);
        const auto cases = findCases(tree.path(u"alone"_s));
        QVERIFY(cases && cases->size() == 1);
        QCOMPARE(cases->first().name, u"alone"_s);
        QCOMPARE(cases->first().dataFolder(), tree.path(u"alone/source/data"_s));
    }

    void noCases()
    {
        const test::Tree tree;
        const auto none = findCases(tree.root());
        QVERIFY(!none && none.error().kind == Error::Kind::NotFound && !none.error().advice.isEmpty());
        QVERIFY(!findCases(tree.path(u"missing"_s)));
    }

    void codes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        QTest::newRow("plain") << QByteArray("1") << 1;
        QTest::newRow("line") << QByteArray(" 2\r\n") << 2;
        QTest::newRow("empty") << QByteArray("") << -1;
        QTest::newRow("words") << QByteArray("one") << -1;
        QTest::newRow("large") << QByteArray("256") << -1;
    }
    void codes()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        const test::Tree tree;
        tree.folder(u"a/source/data"_s);
        tree.write(u"a/expected-code"_s, text);
        const FunctionalCase found = only(tree);
        QCOMPARE(found.expectedCode.value_or(-1), code);
        QCOMPARE(found.trouble.isEmpty(), code >= 0);
    }

    void choosing_data()
    {
        QTest::addColumn<QStringList>("wanted");
        QTest::addColumn<QStringList>("chosen");
        QTest::newRow("all") << QStringList{} << QStringList{u"b"_s, u"g/a"_s, u"g/h/c"_s};
        QTest::newRow("name") << QStringList{u"g/a"_s} << QStringList{u"g/a"_s};
        QTest::newRow("last part") << QStringList{u"c"_s} << QStringList{u"g/h/c"_s};
        QTest::newRow("folder") << QStringList{u"g/"_s} << QStringList{u"g/a"_s, u"g/h/c"_s};
        QTest::newRow("pattern") << QStringList{u"g/?"_s} << QStringList{u"g/a"_s};
        QTest::newRow("two") << QStringList{u"b"_s, u"a"_s} << QStringList{u"b"_s, u"g/a"_s};
        QTest::newRow("none") << QStringList{u"x"_s} << QStringList{};
        QTest::newRow("one of two") << QStringList{u"b"_s, u"x"_s} << QStringList{};
    }
    void choosing()
    {
        QFETCH(QStringList, wanted);
        QFETCH(QStringList, chosen);
        const test::Tree tree;
        for (const QString &name : {u"b"_s, u"g/a"_s, u"g/h/c"_s})
            tree.folder(name + u"/source/data"_s);
        const auto result = chooseCases(*findCases(tree.root()), wanted);
        QCOMPARE(result.has_value(), !chosen.isEmpty());
        if (result)
            QCOMPARE(names(*result), chosen);
        else
            QVERIFY(result.error().kind == Error::Kind::NotFound && result.error().advice.contains(u"g/h/c"_s));
    }

    void theCasesOwnConfiguration()
    {
        const test::Tree tree;
        tree.write(u"a/source/data/config.json"_s,
                   "{\"parameters\":{\"max\":5,\"#t\":\"s3cr3t-value\"},\"image_parameters\":{\"k\":\"v\"},"
                   "\"action\":\"run\",\"storage\":{},\"authorization\":{}}");
        const auto request = caseRequest(
            only(tree),
            {u"x/y:1"_s,
             "{\"id\":\"x.y\",\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"z\"},\"memory\":\"64m\"}}"},
            {}, {});
        QVERIFY2(request, qPrintable(request ? QString() : request.error().sentence()));
        QVERIFY(request->apart && request->action.isEmpty());
        QCOMPARE(request->dataFolder, tree.path(u"a/source/data"_s));
        QCOMPARE(request->job.imageReference(), u"x/y:1"_s);
        const auto spec = makeRunSpec(*request, request->job.component(), u"1"_s);
        QVERIFY2(spec, qPrintable(spec ? QString() : spec.error().sentence()));
        const json config = json::parse(spec->staging.config.toStdString());
        QVERIFY(config["parameters"]["max"] == 5 && config["parameters"]["#t"] == "s3cr3t-value");
        QVERIFY(config["image_parameters"]["k"] == "v");
        QCOMPARE(spec->container.memory, 64ll << 20);
        // The same id each time: a component may write KBC_CONFIGID.
        QCOMPARE(caseRequest(only(tree), {u"x/y:1"_s, {}}, {}, {})->job.id(), request->job.id());
    }

    void C7_actionOfTheCase()
    {
        const test::Tree tree;
        tree.write(u"a/source/data/config.json"_s, "{\"action\":\"testConnection\",\"parameters\":{}}");
        const auto request = caseRequest(only(tree), {u"x/y:1"_s, {}}, {}, {});
        QVERIFY(request);
        QCOMPARE(request->action, u"testConnection"_s);
        const auto spec = makeRunSpec(*request, request->job.component(), u"1"_s);
        QVERIFY2(spec, qPrintable(spec ? QString() : spec.error().sentence()));
        QVERIFY(json::parse(spec->staging.config.toStdString())["action"] == "testConnection");
    }

    void environmentOfTheCase()
    {
        const test::Tree tree;
        tree.write(u"a/source/data/config.json"_s,
                   "{\"parameters\":{\"#t\":\"{{env.TOKEN}}\",\"n\":{{ env.MAX }},\"m\":\"{{ other }}\"}}");
        const auto request = caseRequest(only(tree), {u"x/y:1"_s, {}}, {}, variable);
        QVERIFY2(request, qPrintable(request ? QString() : request.error().sentence()));
        const json parameters = json::parse(request->job.parameters().toStdString());
        QVERIFY(parameters["#t"] == "a\"b" && parameters["n"] == 7 && parameters["m"] == "{{ other }}");
        const auto missing =
            caseRequest(only(tree), {u"x/y:1"_s, {}}, {}, [](const QString &) { return std::nullopt; });
        QVERIFY(!missing && missing.error().sentence().contains(u"TOKEN, MAX"_s));
    }

    void badConfig_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("no JSON") << u"config.json"_s << QByteArray("{\"a\":}") << u"config.json of the case a"_s;
        QTest::newRow("list") << u"config.json"_s << QByteArray("[1]") << u"instead of an object"_s;
        QTest::newRow("yaml") << u"config.yml"_s << QByteArray("parameters: {}") << u"config.yml"_s;
    }
    void badConfig()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        const test::Tree tree;
        tree.write(u"a/source/data/"_s + name, text);
        const auto request = caseRequest(only(tree), {u"x/y:1"_s, {}}, {}, {});
        QVERIFY(!request);
        QVERIFY2(request.error().sentence().contains(words), qPrintable(request.error().sentence()));
    }

    void judged_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("expectedCode");
        QTest::addColumn<bool>("expected");
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QString>("reasons");
        const QByteArray none, good("x\n1\n"), bad("x\n2\n");
        QTest::newRow("passes") << 0 << none << true << good << QString();
        QTest::newRow("other output") << 0 << none << true << bad << u"one difference in out"_s;
        QTest::newRow("other code") << 1 << none << true << good << u"exit code 1 instead of 0"_s;
        QTest::newRow("both") << 2 << none << true << bad << u"exit code 2 instead of 0; one difference in out"_s;
        QTest::newRow("expected code") << 1 << QByteArray("1") << true << good << QString();
        QTest::newRow("not the expected code") << 2 << QByteArray("1") << true << good << u"exit code 2 instead of 1"_s;
        QTest::newRow("without expected it must fail")
            << 0 << none << false << good << u"exit code 0 instead of any but 0"_s;
        QTest::newRow("without expected outputs do not count") << 1 << none << false << bad << QString();
        QTest::newRow("a code without expected") << 0 << QByteArray("0") << false << bad << QString();
    }
    void judged()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, expectedCode);
        QFETCH(bool, expected);
        QFETCH(QByteArray, written);
        QFETCH(QString, reasons);
        const test::Tree tree;
        tree.folder(u"a/source/data"_s);
        if (expected)
            tree.write(u"a/expected/data/out/tables/t.csv"_s, "x\n1\n");
        if (!expectedCode.isEmpty())
            tree.write(u"a/expected-code"_s, expectedCode);
        tree.write(u"capsule/out/tables/t.csv"_s, written);
        const CaseResult result = judgeCase(only(tree), ended(tree, code), Redactor());
        QCOMPARE(result.reasons.join(u"; "_s), reasons);
        QVERIFY(result.outcome == (reasons.isEmpty() ? Outcome::Passed : Outcome::Failed));
    }

    void engineTroubleIsNoFailureOfTheComponent()
    {
        const test::Tree tree;
        tree.folder(u"a/source/data"_s);
        RunResult run = ended(tree, 0);
        run.summary.verdict = Verdict::EngineFailure;
        run.error = Error::make(Error::Kind::Unreachable, u"start it"_s, u"nothing answers"_s);
        QVERIFY(judgeCase(only(tree), run, Redactor()).outcome == Outcome::Broken);
        run.summary.verdict = Verdict::Cancelled;
        QVERIFY(judgeCase(only(tree), run, Redactor()).outcome == Outcome::Cancelled);
        run.summary.verdict = Verdict::TimedOut;
        QVERIFY(judgeCase(only(tree), run, Redactor()).outcome == Outcome::Failed);
    }

    void secretsAreHiddenInDiffs()
    {
        const test::Tree tree;
        tree.folder(u"a/source/data"_s);
        tree.write(u"a/expected/data/out/tables/t.csv"_s, "x\n");
        tree.write(u"capsule/out/tables/t.csv"_s, "x\nS3cr3t-Value-42\n");
        const CaseResult result = judgeCase(only(tree), ended(tree, 0), Redactor({"S3cr3t-Value-42"}));
        QCOMPARE(result.differences.size(), 1);
        QVERIFY(!result.differences[0].diff.contains(u"S3cr3t"_s));
        QVERIFY(result.differences[0].diff.contains(u"+[hidden]"_s));
    }

    void junit()
    {
        CaseResult passed, failed, broken;
        passed.name = u"g/ok"_s;
        passed.outcome = Outcome::Passed;
        passed.durationMs = 1234;
        failed.name = u"<bad> & \"worse\""_s;
        failed.outcome = Outcome::Failed;
        failed.reasons = {u"exit code 1 instead of 0"_s};
        failed.differences = {{FolderDifference::Kind::Changed, u"tables/x.csv"_s, u"It differs."_s,
                               u"-a]]>\n+\x1b[31mb\x00"_s + QChar(0xd800) + QChar(0xffff)}};
        broken.name = u"c"_s;
        broken.reasons = {u"no engine"_s};
        const QByteArray xml =
            junitXml(u"functional"_s, {passed, failed, broken}, 2000, QDateTime::fromSecsSinceEpoch(0, Qt::UTC));
        QXmlStreamReader reader(xml);
        QStringList elements;
        QString text;
        while (!reader.atEnd()) {
            reader.readNext();
            if (reader.isStartElement()) {
                elements.append(reader.name().toString());
                if (reader.name() == u"testsuite"_s) {
                    QCOMPARE(reader.attributes().value(u"tests"_s).toString(), u"3"_s);
                    QCOMPARE(reader.attributes().value(u"failures"_s).toString(), u"1"_s);
                    QCOMPARE(reader.attributes().value(u"errors"_s).toString(), u"1"_s);
                    QCOMPARE(reader.attributes().value(u"timestamp"_s).toString(), u"1970-01-01T00:00:00"_s);
                }
                if (elements.size() == 3) {
                    QCOMPARE(reader.attributes().value(u"classname"_s).toString(), u"functional.g"_s);
                    QCOMPARE(reader.attributes().value(u"time"_s).toString(), u"1.234"_s);
                }
            } else if (reader.isCharacters()) {
                text += reader.text();
            }
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(elements, (QStringList{u"testsuites"_s, u"testsuite"_s, u"testcase"_s, u"testcase"_s, u"failure"_s,
                                        u"testcase"_s, u"error"_s}));
        QVERIFY(text.contains(u"-a]]>"_s) && text.contains(u"␛[31mb"_s));
    }
};

LONGSHORE_TEST_MAIN(TestFunctionalCase)
#include "tst_functionalcase.moc"
