// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/actionrunner.h"
#include "model/jobs/formactions.h"
#include "model/jobs/formmodel.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

const char *const schema = R"({"type": "object", "properties": {
    "host": {"type": "string"},
    "table": {"type": "string", "enum": [], "options": {"async": {"label": "Load tables", "action": "tables", "autoload": ["parameters.host"]}}},
    "schema": {"type": "string", "enum": ["public"], "options": {"async": {"label": "Load", "action": "schemas", "autoload": [], "cache": false}}},
    "test": {"type": "button", "format": "test-connection"}}})";

/// Answers when told to.
class FakeRunner : public ActionRunner
{
public:
    struct Call {
        quint64 id;
        QString action;
        QByteArray parameters;
        Done done;
    };
    QList<Call> calls;
    QList<quint64> cancelled;

    quint64 run(const QString &action, const QByteArray &parameters, QObject *, Done done) override
    {
        calls.append({quint64(calls.size() + 1), action, parameters, std::move(done)});
        return calls.last().id;
    }
    void cancel(quint64 call) override { cancelled.append(call); }
};

} // namespace

class TestFormActions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_runner = {};
        m_form = std::make_unique<FormModel>();
        QVERIFY(m_form->load(schema, R"({"host": "h"})"));
    }

    void syncA7_answers_data();
    void syncA7_answers();
    void syncA7_choices_data();
    void syncA7_choices();
    void A10_132_U9_choicesAreLoaded();
    void A10_132_U9_loadsOnOpen();
    void A10_132_U9_loadsWhenAWatchedValueChanges();
    void U9_cache();
    void U5_button();
    void cancelling();
    void errorsAreSentences();
    void nothingRunsWithoutARunner();

private:
    FakeRunner m_runner;
    std::unique_ptr<FormModel> m_form;
};

void TestFormActions::syncA7_answers_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *json, ActionAnswer::Kind kind, const QString &message) {
        QTest::newRow(name) << QByteArray(json) << int(kind) << message;
    };
    using Kind = ActionAnswer::Kind;
    row("test connection", R"({"status": "success"})", Kind::Success, {});
    row("message", R"({"message": "12 tables", "type": "info", "status": "success"})", Kind::Info, u"12 tables"_s);
    row("warning", R"({"message": "old", "type": "warning"})", Kind::Warning, u"old"_s);
    row("error", R"({"message": "no", "status": "error"})", Kind::Error, u"no"_s);
    row("icons", R"({"message": "![success]() a\n![warning]() b\n![error]() c"})", Kind::Success, u"✓ a\n⚠ b\n✗ c"_s);
    row("A04 markdown stays text", R"({"message": "![x](http://127.0.0.1:1/x) <b>y</b>"})", Kind::Success,
        u"![x](http://127.0.0.1:1/x) <b>y</b>"_s);
    row("unknown shape", R"({"rows": 5})", Kind::Success, u"{\"rows\":5}"_s);
    row("empty", "{}", Kind::Success, {});
    row("no JSON", "oops", Kind::Error, u"The answer is no JSON: line 1, column 1: 'o' makes no sense here"_s);
}

void TestFormActions::syncA7_answers()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, message);
    const ActionAnswer answer = readActionAnswer(json);
    const int found = int(answer.kind);
    QTEST(found, "kind");
    if (qstrcmp(QTest::currentDataTag(), "no JSON") != 0)
        QCOMPARE(answer.message, message);
    QVERIFY(!answer.hasChoices);
}

void TestFormActions::syncA7_choices_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QList<FieldChoice>>("choices");
    QTest::newRow("value and label") << QByteArray(R"([{"value": "a", "label": "Ah"}])") << QList<FieldChoice>{{u"a"_s, u"Ah"_s}};
    QTest::newRow("no label") << QByteArray(R"([{"value": 5}])") << QList<FieldChoice>{{qlonglong(5), u"5"_s}};
    QTest::newRow("scalars") << QByteArray(R"(["a", true])") << QList<FieldChoice>{{u"a"_s, u"a"_s}, {true, u"true"_s}};
    QTest::newRow("odd items") << QByteArray(R"([{"label": "x"}, {"value": {}}, []])") << QList<FieldChoice>{};
    QTest::newRow("none") << QByteArray("[]") << QList<FieldChoice>{};
}

void TestFormActions::syncA7_choices()
{
    QFETCH(QByteArray, json);
    const ActionAnswer answer = readActionAnswer(json);
    QVERIFY(answer.hasChoices);
    QTEST(answer.choices, "choices");
}

void TestFormActions::A10_132_U9_choicesAreLoaded()
{
    FormActions &actions = m_form->actions();
    actions.setRunner(&m_runner);
    QSignalSpy changes(&actions, &FormActions::changed);
    actions.run(u"table"_s);
    QVERIFY(actions.state(u"table"_s).isRunning);
    QCOMPARE(m_runner.calls.value(0).action, u"tables"_s);
    QVERIFY(m_runner.calls.value(0).parameters.contains("\"host\": \"h\""));
    m_runner.calls[0].done(QByteArray(R"([{"value": "t1", "label": "Table 1"}])"));
    QVERIFY(!actions.state(u"table"_s).isRunning);
    QCOMPARE(m_form->choices(u"table"_s), (QList<FieldChoice>{{u"t1"_s, u"Table 1"_s}}));
    QCOMPARE(changes, (QList<QVariantList>{{u"table"_s}, {u"table"_s}}));
}

void TestFormActions::A10_132_U9_loadsOnOpen()
{
    FormActions &actions = m_form->actions();
    actions.open(u"schema"_s);
    actions.open(u"table"_s);
    QVERIFY(m_runner.calls.isEmpty());
    actions.setRunner(&m_runner); // the engine came later
    QCOMPARE(m_runner.calls.size(), 1);
    m_runner.calls[0].done(QByteArray(R"(["own", "public"])"));
    QCOMPARE(m_form->choices(u"schema"_s), (QList<FieldChoice>{{u"public"_s, u"public"_s}, {u"own"_s, u"own"_s}}));
}

void TestFormActions::A10_132_U9_loadsWhenAWatchedValueChanges()
{
    FormActions &actions = m_form->actions();
    actions.setRunner(&m_runner);
    actions.open(u"table"_s);
    m_form->setValue(u"host"_s, u"ho"_s);
    m_form->setValue(u"host"_s, u"hos"_s);
    QVERIFY(m_runner.calls.isEmpty()); // once, after the typing
    QTRY_COMPARE(m_runner.calls.size(), 1);
    QVERIFY(m_runner.calls[0].parameters.contains("\"hos\""));
}

void TestFormActions::U9_cache()
{
    FormActions &actions = m_form->actions();
    actions.setRunner(&m_runner);
    actions.run(u"table"_s);
    m_runner.calls[0].done(QByteArray(R"(["t1"])"));
    actions.run(u"table"_s, false);
    QCOMPARE(m_runner.calls.size(), 1);
    actions.run(u"table"_s); // asked for by a person
    QCOMPARE(m_runner.calls.size(), 2);
    m_runner.calls[1].done(QByteArray(R"(["t2"])"));
    m_form->setValue(u"host"_s, u"other"_s);
    actions.run(u"table"_s, false);
    QCOMPARE(m_runner.calls.size(), 3);
    actions.run(u"schema"_s, false); // cache: false
    m_runner.calls[3].done(QByteArray(R"(["s"])"));
    actions.run(u"schema"_s, false);
    QCOMPARE(m_runner.calls.size(), 5);
}

void TestFormActions::U5_button()
{
    FormActions &actions = m_form->actions();
    actions.setRunner(&m_runner);
    actions.run(u"test"_s);
    QCOMPARE(m_runner.calls.value(0).action, u"testConnection"_s);
    m_runner.calls[0].done(QByteArray(R"({"status": "success"})"));
    QVERIFY(actions.state(u"test"_s).isLoaded);
    QVERIFY(!m_form->parameters().contains("test"));
}

void TestFormActions::cancelling()
{
    FormActions &actions = m_form->actions();
    actions.setRunner(&m_runner);
    actions.run(u"test"_s);
    actions.cancel(u"test"_s);
    QCOMPARE(m_runner.cancelled, QList<quint64>{1});
    QVERIFY(!actions.state(u"test"_s).isRunning);
    actions.run(u"test"_s);
    QVERIFY(m_form->load(schema, "{}"));
    QCOMPARE(m_runner.cancelled, (QList<quint64>{1, 2}));
}

void TestFormActions::errorsAreSentences()
{
    FormActions &actions = m_form->actions();
    actions.setRunner(&m_runner);
    actions.run(u"test"_s);
    m_runner.calls[0].done(fail(Error::make(Error::Kind::Engine, u"test the connection"_s, u"the host is unknown"_s, {})));
    QVERIFY(actions.state(u"test"_s).error.contains(u"the host is unknown"_s));
    QVERIFY(!actions.state(u"test"_s).isLoaded);
}

void TestFormActions::nothingRunsWithoutARunner()
{
    FormActions &actions = m_form->actions();
    QVERIFY(!actions.canRun());
    actions.run(u"test"_s);
    QVERIFY(!actions.state(u"test"_s).isRunning);
}

LONGSHORE_TEST_MAIN(TestFormActions)
#include "tst_formactions.moc"
