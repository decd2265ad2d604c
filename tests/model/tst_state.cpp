// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/state.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

QByteArray q(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace

class TestState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void S1_componentPart_data();
    void S1_componentPart();
    void S2_outState_data();
    void S2_outState();
    void S3_saved_data();
    void S3_saved();
    void A52_noOutStateClears();
    void storedShape_data();
    void storedShape();
    void initialState_data();
    void initialState();
    void I5_I12_inputPart();
};

void TestState::S1_componentPart_data()
{
    QTest::addColumn<QByteArray>("stored");
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("empty") << QByteArray() << QByteArray("{}");
    QTest::newRow("none") << q("{'storage':{}}") << QByteArray("{}");
    QTest::newRow("empty list") << q("{'component':[]}") << QByteArray("{}");
    QTest::newRow("null") << q("{'component':null}") << QByteArray("{}");
    QTest::newRow("some") << q("{'component':{'a-b':{'#t':'x','n':1.50}}}") << q("{'a-b':{'#t':'x','n':1.50}}");
    QTest::newRow("list") << q("{'component':[1]}") << QByteArray("[1]");
}

void TestState::S1_componentPart()
{
    QFETCH(QByteArray, stored);
    const Result<QByteArray> file = componentStateOf(stored);
    QVERIFY(file);
    QTEST(*file, "file");
}

void TestState::S2_outState_data()
{
    QTest::addColumn<bool>("exists");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("state"); ///< empty = refused
    QTest::newRow("no file") << false << QByteArray() << u"json"_s << QByteArray("{}");
    QTest::newRow("json") << true << QByteArray("{ \"a\": 1.10 }") << u"json"_s << QByteArray("{\"a\":1.10}");
    QTest::newRow("list") << true << QByteArray("[]") << u"json"_s << QByteArray("{}");
    QTest::newRow("yaml") << true << QByteArray("a: 1\n") << u"yaml"_s << QByteArray("{\"a\":1}");
    QTest::newRow("empty yaml") << true << QByteArray() << u"yaml"_s << QByteArray("{}");
    QTest::newRow("broken json") << true << QByteArray("{") << u"json"_s << QByteArray();
    QTest::newRow("broken yaml") << true << QByteArray("[") << u"yaml"_s << QByteArray();
    QTest::newRow("a word") << true << QByteArray("\"x\"") << u"json"_s << QByteArray();
    QTest::newRow("empty json") << true << QByteArray() << u"json"_s << QByteArray();
}

void TestState::S2_outState()
{
    QFETCH(bool, exists);
    QFETCH(QByteArray, content);
    QFETCH(QString, format);
    QFETCH(QByteArray, state);
    const Result<QByteArray> read = readComponentState(exists ? std::optional(content) : std::nullopt, format);
    QCOMPARE(read.has_value(), !state.isEmpty());
    if (read)
        QCOMPARE(*read, state);
    else
        QVERIFY2(read.error().sentence().contains(u"out/state."_s), qPrintable(read.error().sentence()));
}

void TestState::S3_saved_data()
{
    QTest::addColumn<QByteArray>("stored");
    QTest::addColumn<QByteArray>("component");
    QTest::addColumn<QByteArray>("storage");
    QTest::addColumn<QByteArray>("next");
    const auto row = [](const char *name, const char *stored, const char *component, const char *storage, const char *next) {
        QTest::newRow(name) << q(stored) << q(component) << q(storage) << q(next);
    };
    row("first", "", "{'a':1}", "{'input':{'tables':[],'files':[]}}", "{'component':{'a':1},'storage':{'input':{'tables':[],'files':[]}}}");
    row("replaced", "{'component':{'a':1,'b':2}}", "{'a':3}", "", "{'component':{'a':3}}");
    row("S3 cleared", "{'component':{'a':1}}", "", "", "{'component':{}}");
    row("other roots stay", "{'component':{'a':1},'data_app':{'x':1},'storage':{'input':{'tables':[{'source':'t','lastImportDate':'d'}]}}}", "{}", "",
        "{'component':{},'data_app':{'x':1},'storage':{'input':{'tables':[{'source':'t','lastImportDate':'d'}]}}}");
    row("storage replaced", "{'storage':{'input':{'tables':[{'source':'t','lastImportDate':'d'}]}}}", "{}", "{'input':{'tables':[],'files':[]}}",
        "{'storage':{'input':{'tables':[],'files':[]}},'component':{}}");
}

void TestState::S3_saved()
{
    QFETCH(QByteArray, stored);
    QFETCH(QByteArray, component);
    QFETCH(QByteArray, storage);
    const Result<QByteArray> next = nextStoredState(stored, component, storage);
    QVERIFY(next);
    QTEST(*next, "next");
    QVERIFY(checkStoredState(*next));
}

void TestState::A52_noOutStateClears()
{
    const Result<QByteArray> out = readComponentState(std::nullopt, u"json"_s);
    QVERIFY(out);
    QCOMPARE(nextStoredState(q("{'component':{'last':5}}"), *out, {}).value_or("?"), q("{'component':{}}"));
}

void TestState::storedShape_data()
{
    QTest::addColumn<QByteArray>("stored");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *stored, const QString &says) { QTest::newRow(name) << q(stored) << says; };
    row("empty", "{}", {});
    row("empty list", "[]", {});
    row("all", "{'component':{'any':[1]},'storage':{'input':{'tables':[{'source':'t','lastImportDate':'d'}],"
               "'files':[{'tags':[{'name':'a','match':'include'}],'lastImportId':5}]}},'data_app':{'x':{}}}", {});
    row("no tags", "{'storage':{'input':{'files':[{'tags':[],'lastImportId':'5'}]}}}", {});
    row("other root", "{'foo':1}", u"foo: Unrecognized option"_s);
    row("surplus key of a table", "{'storage':{'input':{'tables':[{'source':'t','lastImportDate':'d','x':1}]}}}", u"storage.input.tables.0.x"_s);
    row("missing key of a table", "{'storage':{'input':{'tables':[{'source':'t'}]}}}", u"\"lastImportDate\""_s);
    row("missing id", "{'storage':{'input':{'files':[{'tags':[]}]}}}", u"\"lastImportId\""_s);
    row("missing tags", "{'storage':{'input':{'files':[{'lastImportId':1}]}}}", u"\"tags\""_s);
    row("output", "{'storage':{'output':{}}}", u"storage.output"_s);
    row("component no map", "{'component':'x'}", u"component: must be an object"_s);
    row("no object", "[1]", u"Invalid type"_s);
    row("broken", "{", u"line 1"_s);
}

void TestState::storedShape()
{
    QFETCH(QByteArray, stored);
    QFETCH(QString, says);
    const Result<void> checked = checkStoredState(stored);
    QCOMPARE(checked.has_value(), says.isEmpty());
    if (!checked)
        QVERIFY2(checked.error().sentence().contains(says), qPrintable(checked.error().sentence()));
}

void TestState::initialState_data()
{
    QTest::addColumn<QByteArray>("initial");
    QTest::addColumn<QByteArray>("stored");
    QTest::newRow("empty") << QByteArray("{}") << QByteArray("{}");
    QTest::newRow("of the platform") << q("{'component':{'a':1},'storage':{}}") << q("{'component':{'a':1},'storage':{}}");
    QTest::newRow("of a component") << q("{'last':5}") << q("{'component':{'last':5}}");
    QTest::newRow("of a component with such a key") << q("{'component':'x'}") << q("{'component':{'component':'x'}}");
    QTest::newRow("of a component with its own storage") << q("{'storage':{'bytes':1}}") << q("{'component':{'storage':{'bytes':1}}}");
    QTest::newRow("list") << QByteArray("[1]") << q("{'component':[1]}");
}

void TestState::initialState()
{
    QFETCH(QByteArray, initial);
    const Result<QByteArray> stored = storedStateFrom(initial);
    QVERIFY(stored);
    QTEST(*stored, "stored");
}

void TestState::I5_I12_inputPart()
{
    const Result<InputState> state = inputStateOf(q("{'storage':{'input':{'tables':[{'source':'in.c-m.a','lastImportDate':'2026-01-01T00:00:00+0000'}],"
                                                    "'files':[{'tags':[{'name':'a'}],'lastImportId':'7'},{'tags':[{'name':'a','match':'include'}],'lastImportId':9}]}}}"));
    QVERIFY(state);
    QCOMPARE(state->tables.value(u"in.c-m.a"_s), u"2026-01-01T00:00:00+0000"_s);
    QCOMPARE(state->lastFile({{u"a"_s, {}}}).value_or(0), 7);
    QCOMPARE(state->lastFile({{u"a"_s, u"include"_s}}).value_or(0), 9);
    QVERIFY(!state->lastFile({{u"b"_s, {}}}));
    QVERIFY(inputStateOf({}));
    QVERIFY(!inputStateOf("{\"x\":1}"));
}

LONGSHORE_TEST_MAIN(TestState)
#include "tst_state.moc"
