// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/formmodel.h"
#include "model/jobs/schemaform.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

FieldSpec only(const QByteArray &property, const QByteArray &key = "a")
{
    const SchemaForm form = formFromSchema(R"({"type": "object", "properties": {")" + key + "\": " + property + "}}");
    return form.root.children.empty() ? FieldSpec() : form.root.children.front();
}

FieldSpec withOptions(const QByteArray &options, const QByteArray &type = "string")
{
    return only(R"({"type": ")" + type + R"(", "items": {"type": "string"}, "options": )" + options + "}");
}

} // namespace

Q_DECLARE_METATYPE(longshore::FieldKind)

/// Every keyword, format and option of contract §15 that a form knows, one by one.
class TestFormDialect : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void U10_formats_data();
    void U10_formats();
    void options_data();
    void options();
    void U6_enumSource_data();
    void U6_enumSource();
    void U6_choicesOfAnotherList();
    void U9_async();
    void sshEditor();
    void constIsFixed();
    void allOfIsOne();
    void foldedAlternatives_data();
    void foldedAlternatives();
    void conditionals_data();
    void conditionals();
    void U3_negatedConditionsFlip();
};

void TestFormDialect::U10_formats_data()
{
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<FieldKind>("kind");
    const auto row = [](const char *name, const char *property, FieldKind kind) {
        QTest::newRow(name) << QByteArray(property) << kind;
    };
    row("date", R"({"type": "string", "format": "date"})", FieldKind::Date);
    row("date with enum", R"({"type": "string", "format": "date", "enum": ["2026-01-01"]})", FieldKind::Enum);
    row("radio", R"({"type": "string", "format": "radio", "enum": ["x"]})", FieldKind::Enum);
    row("select", R"({"type": "string", "format": "select", "enum": ["x"]})", FieldKind::Enum);
    row("trim", R"({"type": "string", "format": "trim"})", FieldKind::String);
    row("grid", R"({"type": "object", "format": "grid", "properties": {"b": {"type": "string"}}})", FieldKind::Object);
    row("grid-strict", R"({"type": "object", "format": "grid-strict", "properties": {"b": {}}})", FieldKind::Object);
    row("tabs", R"({"type": "object", "format": "tabs", "properties": {"b": {}}})", FieldKind::Object);
    row("categories", R"({"type": "object", "format": "categories", "properties": {"b": {}}})", FieldKind::Object);
    row("table", R"({"type": "array", "format": "table", "items": {"type": "object", "properties": {"b": {}}}})",
        FieldKind::Array);
    row("ssh-editor", R"({"type": "object", "format": "ssh-editor"})", FieldKind::Object);
    row("object editor", R"({"type": "object", "format": "editor", "properties": {"b": {}}})", FieldKind::Json);
    row("sync-action", R"({"type": "button", "format": "sync-action"})", FieldKind::Action);
    row("test-connection", R"({"type": "button", "format": "test-connection"})", FieldKind::Action);
    row("tags", R"({"type": "array", "items": {"type": "string"}, "options": {"tags": true}})", FieldKind::MultiEnum);
    row("tags as list", R"({"type": "array", "items": {"type": "string"}, "options": {"tags": ["x"]}})",
        FieldKind::MultiEnum);
    row("creatable", R"({"type": "string", "options": {"creatable": true}})", FieldKind::Enum);
    row("oneOf of types", R"({"oneOf": [{"type": "string"}, {"type": "integer"}]})", FieldKind::Variants);
    row("oneOf of objects", R"({"oneOf": [{"type": "object", "properties": {"b": {"const": 1}}},
        {"type": "object", "properties": {"b": {"const": 2}}}]})",
        FieldKind::Object);
    row("anyOf nullable", R"({"anyOf": [{"type": "integer"}, {"type": "null"}]})", FieldKind::Integer);
    row("oneOf of constants", R"({"oneOf": [{"const": "x"}, {"const": "y"}]})", FieldKind::Enum);
    row("oneOf that only requires", R"({"type": "object", "properties": {"b": {}}, "oneOf": [{"required": ["b"]}]})",
        FieldKind::Object);
    row("allOf", R"({"allOf": [{"type": "string"}, {"minLength": 2}]})", FieldKind::String);
    row("U10 oneOf of nonsense", R"({"oneOf": [5, true]})", FieldKind::Json);
    row("U10 oneOf is no list", R"({"oneOf": {}})", FieldKind::Json);
}

void TestFormDialect::U10_formats()
{
    QFETCH(QByteArray, property);
    QFETCH(FieldKind, kind);
    QCOMPARE(int(only(property).kind), int(kind));
}

void TestFormDialect::options_data()
{
    QTest::addColumn<QVariant>("found");
    QTest::addColumn<QVariant>("expected");
    const auto row = [](const char *name, const QVariant &found, const QVariant &expected) {
        QTest::newRow(name) << found << expected;
    };
    row("collapsed", withOptions(R"({"collapsed": true})").collapsed, true);
    row("disable_collapse", withOptions(R"({"disable_collapse": true})").canCollapse, false);
    row("disable_array_add", withOptions(R"({"disable_array_add": true})", "array").canAdd, false);
    row("disable_array_delete", withOptions(R"({"disable_array_delete": true})", "array").canDelete, false);
    row("disable_array_reorder", withOptions(R"({"disable_array_reorder": true})", "array").canReorder, false);
    row("grid_break", withOptions(R"({"grid_break": true})").gridBreak, true);
    row("grid_columns", withOptions(R"({"grid_columns": 6})").gridColumns, 6);
    row("input_height", withOptions(R"({"input_height": 120})").inputHeight, 120);
    row("input_height \"100px\"", withOptions(R"({"input_height": "100px"})").inputHeight, 100);
    row("editor.input_height", withOptions(R"({"editor": {"input_height": 90}})").inputHeight, 90);
    row("editor.mode", withOptions(R"({"editor": {"mode": "text/x-sql"}})").editorMode, u"text/x-sql"_s);
    row("editor.placeholder", withOptions(R"({"editor": {"placeholder": "p"}})").placeholder, u"p"_s);
    row("inputAttributes", withOptions(R"({"inputAttributes": {"placeholder": "p"}})").placeholder, u"p"_s);
    row("enabled", withOptions(R"({"enabled": false})").readOnly, true);
    row("hidden", withOptions(R"({"hidden": true})").hidden, true);
    row("tooltip", withOptions(R"({"tooltip": "t"})").tooltip, u"t"_s);
    row("encryption_hint", withOptions(R"({"encryption_hint": "e"})").encryptionHint, u"e"_s);
    row("documentation", withOptions(R"({"documentation": {"link": "https://x.test/a", "tooltip": "t"}})").documentationLink,
        u"https://x.test/a"_s);
    row("documentation words", withOptions(R"({"documentation": {"link": "https://x.test", "tooltip": "t"}})").documentationText,
        u"t"_s);
    row("A04 documentation file:", withOptions(R"({"documentation": {"link": "file:///etc/passwd"}})").documentationLink,
        QString());
    row("A04 documentation javascript:", withOptions(R"({"documentation": {"link": "javascript:x"}})").documentationLink,
        QString());
    row("wrong types", withOptions(R"({"hidden": "no", "grid_columns": [], "editor": 5, "async": 7, "tooltip": {}})").hidden,
        false);
}

void TestFormDialect::options()
{
    QFETCH(QVariant, found);
    QTEST(found, "expected");
}

void TestFormDialect::U6_enumSource_data()
{
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<FieldKind>("kind");
    QTest::addColumn<ChoiceList>("list");
    const auto row = [](const char *name, const QByteArray &source, FieldKind kind, const ChoiceList &list) {
        QTest::newRow(name) << QByteArray(R"({"type": "string", "watch": {"w": "root.items"}, "enumSource": )" + source + "}")
                            << kind << list;
    };
    row("static", R"([{"source": ["x", "y"]}])", FieldKind::Enum, {});
    row("static list", R"([["x", "y"]])", FieldKind::Enum, {});
    row("watched name", R"("w")", FieldKind::Enum, {u"items"_s, {}, {}});
    row("list of one name", R"(["w"])", FieldKind::Enum, {u"items"_s, {}, {}});
    row("member", R"([{"source": "w", "value": "{{item.id}}", "title": "{{ item.name }}"}])", FieldKind::Enum,
        {u"items"_s, u"id"_s, u"name"_s});
    row("more than a member", R"([{"source": "w", "value": "{{item.id}}-{{i}}"}])", FieldKind::Json, {});
    row("filter", R"([{"source": "w", "filter": "{{#if x}}"}])", FieldKind::Json, {});
    row("unknown name", R"("other")", FieldKind::Json, {});
}

void TestFormDialect::U6_enumSource()
{
    QFETCH(QByteArray, property);
    QFETCH(FieldKind, kind);
    QFETCH(ChoiceList, list);
    const FieldSpec field = only(property);
    QCOMPARE(int(field.kind), int(kind));
    QVERIFY(field.choiceList == list);
}

void TestFormDialect::U6_choicesOfAnotherList()
{
    FormModel form;
    QVERIFY(form.load(R"({"type": "object", "properties": {
        "items": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}},
        "one": {"type": "string", "watch": {"w": "root.items"},
                "enumSource": [{"source": "w", "value": "{{item.id}}", "title": "{{item.name}}"}]}}})",
                      R"({"items": [{"id": "a", "name": "Ah"}]})"));
    QCOMPARE(form.choices(u"one"_s), (QList<FieldChoice>{{u"a"_s, u"Ah"_s}}));
    form.addItem(u"items"_s);
    form.setValue(u"items.1.id"_s, u"b"_s);
    QCOMPARE(form.choices(u"one"_s).size(), 2);
}

void TestFormDialect::U9_async()
{
    const auto source = [](const QByteArray &async) { return withOptions(R"({"async": )" + async + "}").choiceSource; };
    QCOMPARE(source(R"({"action": "list", "label": "Load"})").action, u"list"_s);
    QCOMPARE(source(R"({"action": "list", "label": "Load"})").label, u"Load"_s);
    QVERIFY(!source(R"({"action": "list"})").onOpen);
    QVERIFY(source(R"({"action": "list", "autoload": []})").onOpen);
    QVERIFY(!source(R"({"action": "list", "autoload": ["parameters.db.host"]})").onOpen);
    QCOMPARE(source(R"({"action": "list", "autoload": ["parameters.db.host", "b"]})").watched,
             (QStringList{u"db.host"_s, u"b"_s}));
    QVERIFY(source(R"({"action": "list"})").isCached);
    QVERIFY(!source(R"({"action": "list", "cache": false})").isCached);
    QVERIFY(source(R"({"action": "list", "required": true})").isRequired);
    QCOMPARE(only(R"({"type": "button", "format": "sync-action", "options": {"async": {"action": "sync"}}})").action,
             u"sync"_s);
    QCOMPARE(only(R"({"type": "button", "format": "test-connection", "options": {"async": {"action": "other"}}})").action,
             u"testConnection"_s);
}

void TestFormDialect::sshEditor()
{
    const FieldSpec tunnel = only(R"({"type": "object", "format": "ssh-editor"})");
    for (const auto &path : {u"a.enabled"_s, u"a.sshHost"_s, u"a.sshPort"_s, u"a.user"_s, u"a.keys.public"_s})
        QVERIFY2(tunnel.find(path), qPrintable(path));
    QCOMPARE(int(tunnel.find(u"a.keys.#private"_s)->kind), int(FieldKind::Password));
    QCOMPARE(tunnel.find(u"a.user"_s)->conditions, (QList<FieldCondition>{{u"a.enabled"_s, {true}}}));
    const FieldSpec keys = only(R"({"type": "object", "format": "ssh-editor", "options": {"only_keys": true}})");
    QVERIFY(keys.find(u"a.keys.public"_s) && !keys.find(u"a.enabled"_s));
    QVERIFY(keys.find(u"a.keys"_s)->conditions.isEmpty());
}

void TestFormDialect::constIsFixed()
{
    const FieldSpec field = only(R"({"const": "v1"})");
    QCOMPARE(int(field.kind), int(FieldKind::String));
    QVERIFY(field.fixed && field.readOnly);
    QCOMPARE(field.defaultJson, QByteArray("\"v1\""));
    QCOMPARE(int(only(R"({"const": true})").kind), int(FieldKind::Boolean));
    QCOMPARE(int(only(R"({"const": 1.5})").kind), int(FieldKind::Number));
}

void TestFormDialect::allOfIsOne()
{
    const FieldSpec field = only(R"({"type": "object", "properties": {"b": {"type": "string"}}, "required": ["b"],
        "allOf": [{"properties": {"c": {"type": "integer"}, "b": {"minLength": 2}}, "required": ["c"]},
                  {"allOf": [{"properties": {"d": {"type": "boolean"}}}]}]})");
    QCOMPARE(field.children.size(), std::size_t(3));
    QCOMPARE(field.find(u"a.b"_s)->minimumLength, std::optional<qint64>(2));
    QVERIFY(field.find(u"a.b"_s)->required && field.find(u"a.c"_s)->required && !field.find(u"a.d"_s)->required);
}

void TestFormDialect::foldedAlternatives_data()
{
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<QStringList>("titles");
    QTest::addColumn<bool>("creatable");
    QTest::newRow("constants") << QByteArray(R"({"oneOf": [{"const": "a", "title": "Ah"}, {"const": "b"}]})")
                               << QStringList{u"Ah"_s, u"b"_s} << false;
    QTest::newRow("single enums") << QByteArray(R"({"type": "string", "anyOf": [{"enum": ["a"]}, {"enum": ["b"], "title": "Be"}]})")
                                  << QStringList{u"a"_s, u"Be"_s} << false;
    QTest::newRow("enum or any") << QByteArray(R"({"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "string"}]})")
                                 << QStringList{u"a"_s} << true;
}

void TestFormDialect::foldedAlternatives()
{
    QFETCH(QByteArray, property);
    const FieldSpec field = only(property);
    QCOMPARE(int(field.kind), int(FieldKind::Enum));
    QStringList found;
    for (const FieldChoice &choice : field.choices)
        found.append(choice.title);
    QTEST(found, "titles");
    QTEST(field.creatable, "creatable");
}

void TestFormDialect::conditionals_data()
{
    QTest::addColumn<QByteArray>("rest"); ///< beside the property `k`
    QTest::addColumn<QString>("path");
    QTest::addColumn<QList<FieldCondition>>("conditions");
    const auto row = [](const char *name, const char *rest, const QString &path, const QList<FieldCondition> &conditions) {
        QTest::newRow(name) << QByteArray(rest) << path << conditions;
    };
    row("then", R"("if": {"properties": {"k": {"const": "x"}}}, "then": {"properties": {"t": {"type": "string"}}})", u"t"_s,
        {{u"k"_s, {u"x"_s}}});
    row("else", R"("if": {"properties": {"k": {"enum": ["x", "y"]}}}, "else": {"properties": {"t": {"type": "string"}}})",
        u"t"_s, {{u"k"_s, {u"x"_s, u"y"_s}, true}});
    row("not", R"("if": {"not": {"properties": {"k": {"const": "x"}}}}, "then": {"properties": {"t": {"type": "string"}}})",
        u"t"_s, {{u"k"_s, {u"x"_s}, true}});
    row("within allOf", R"("allOf": [{"if": {"properties": {"k": {"const": "x"}}}, "then": {"properties": {"t": {"type": "string"}}}},
        {"if": {"properties": {"k": {"const": "y"}}}, "then": {"properties": {"u": {"type": "string"}}}}])",
        u"u"_s, {{u"k"_s, {u"y"_s}}});
    row("else if", R"("if": {"properties": {"k": {"const": "x"}}}, "else": {"if": {"properties": {"k": {"const": "y"}}},
        "then": {"properties": {"t": {"type": "string"}}}})",
        u"t"_s, {{u"k"_s, {u"x"_s}, true}, {u"k"_s, {u"y"_s}}});
    row("nested value", R"("if": {"properties": {"o": {"properties": {"p": {"const": 1}}}}},
        "then": {"properties": {"t": {"type": "string"}}})",
        u"t"_s, {{u"o.p"_s, {qlonglong(1)}}});
}

void TestFormDialect::conditionals()
{
    QFETCH(QByteArray, rest);
    QFETCH(QString, path);
    const SchemaForm form =
        formFromSchema(R"({"type": "object", "properties": {"k": {"type": "string", "enum": ["x", "y", "z"]}}, )" + rest + "}");
    const FieldSpec *field = form.root.find(path);
    QVERIFY(field);
    QTEST(field->conditions, "conditions");
}

void TestFormDialect::U3_negatedConditionsFlip()
{
    FormModel form;
    QVERIFY(form.load(R"({"type": "object", "properties": {"k": {"type": "string"}}, "if": {"properties": {"k": {"const": "x"}}},
        "then": {"properties": {"t": {"type": "string"}}, "required": ["t"]}, "else": {"properties": {"e": {"type": "string"}}}})",
                      R"({"k": "x"})"));
    QVERIFY(form.isVisible(u"t"_s) && !form.isVisible(u"e"_s));
    QCOMPARE(form.problemsAt(u"t"_s).size(), 1);
    form.setValue(u"k"_s, u"y"_s);
    QVERIFY(!form.isVisible(u"t"_s) && form.isVisible(u"e"_s));
    QVERIFY(form.problems().isEmpty());
}

LONGSHORE_TEST_MAIN(TestFormDialect)
#include "tst_formdialect.moc"
