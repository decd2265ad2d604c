// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/formmodel.h"
#include "model/jobs/schemaform.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QSignalSpy>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

const char *const schema = R"({
    "type": "object",
    "title": "Splitter",
    "required": ["max", "columns"],
    "properties": {
        "last": {"type": "string"},
        "max": {"type": "integer", "title": "Longest", "minimum": 1, "default": 100, "propertyOrder": 1},
        "ratio": {"type": "number", "propertyOrder": 2},
        "mode": {"type": "string", "enum": ["words", "lines"], "options": {"enum_titles": ["Words", "Lines"]}, "propertyOrder": 3},
        "trim": {"type": "boolean", "propertyOrder": 4},
        "#token": {"type": "string", "propertyOrder": 5},
        "keep": {"type": "string", "propertyOrder": 6, "options": {"dependencies": {"trim": true}}},
        "columns": {"type": "object", "propertyOrder": 7, "required": ["id"],
                    "properties": {"id": {"type": "string", "minLength": 1}, "text": {"type": "string"}}},
        "rules": {"type": "array", "propertyOrder": 8,
                  "items": {"type": "object", "properties": {
                      "kind": {"type": "string", "enum": ["a", "b"], "default": "a"},
                      "value": {"type": "string", "options": {"dependencies": {"kind": "b"}}}}}},
        "tags": {"type": "array", "uniqueItems": true, "items": {"type": "string", "enum": ["x", "y"]}, "propertyOrder": 9},
        "odd": {"type": "hologram", "propertyOrder": 10}
    }
})";

FieldSpec only(const QByteArray &property, const QByteArray &key = "a")
{
    const SchemaForm form = formFromSchema(R"({"type": "object", "properties": {")" + key + "\": " + property + "}}");
    return form.root.children.empty() ? FieldSpec() : form.root.children.front();
}

QStringList keysOf(const FieldSpec &field)
{
    QStringList keys;
    for (const FieldSpec &child : field.children)
        keys.append(child.key);
    return keys;
}

} // namespace

Q_DECLARE_METATYPE(longshore::FieldKind)

class TestFormModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void kinds_data();
    void kinds();
    void U1_order();
    void U3_conditions();
    void U4_required();
    void details();
    void A57_limits();
    void hostileTitlesArePlainData();
    void schemaSourceOrder();

    void valuesComeFromTheDocument();
    void writingKeepsOrderAndUnknownKeys();
    void A39_numbersKeepTheirSpelling();
    void clearingRemovesTheKey();
    void resetAndChanged();
    void U3_visibilityFollowsValues();
    void listItems();
    void jsonFieldKeepsItsLastGoodState();
    void spellingOfANumberComesBack();
    void rawTextIsTheSameDocument();
    void A40_rawTextWithDuplicateKeys();
    void problemsHavePaths();
    void signalsNameThePath();
    void defaults();
    void noSchemaIsPlainJson();
    void badParametersChangeNothing();
};

void TestFormModel::kinds_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<FieldKind>("kind");
    const auto row = [](const char *name, const char *property, FieldKind kind, const char *key = "a") {
        QTest::newRow(name) << QByteArray(key) << QByteArray(property) << kind;
    };
    row("string", R"({"type": "string"})", FieldKind::String);
    row("trim", R"({"type": "string", "format": "trim"})", FieldKind::String);
    row("textarea", R"({"type": "string", "format": "textarea"})", FieldKind::Text);
    row("editor", R"({"type": "string", "format": "editor"})", FieldKind::Text);
    row("U2 # key", R"({"type": "string"})", FieldKind::Password, "#a");
    row("password", R"({"type": "string", "format": "password"})", FieldKind::Password);
    row("integer", R"({"type": "integer"})", FieldKind::Integer);
    row("nullable", R"({"type": ["integer", "null"]})", FieldKind::Integer);
    row("number", R"({"type": "number"})", FieldKind::Number);
    row("boolean", R"({"type": "boolean", "format": "checkbox"})", FieldKind::Boolean);
    row("enum", R"({"type": "string", "enum": ["x"]})", FieldKind::Enum);
    row("enum without type", R"({"enum": [1, null]})", FieldKind::Enum);
    row("U4 empty enum", R"({"type": "string", "enum": []})", FieldKind::String);
    row("U9 async", R"({"type": "string", "enum": [], "options": {"async": {"action": "list", "label": "Load"}}})",
        FieldKind::Enum);
    row("multi enum", R"({"type": "array", "items": {"enum": ["x"]}})", FieldKind::MultiEnum);
    row("multi select", R"({"type": "array", "format": "select", "items": {"type": "string"}})", FieldKind::MultiEnum);
    row("list", R"({"type": "array", "items": {"type": "string"}})", FieldKind::Array);
    row("object", R"({"type": "object", "properties": {"b": {"type": "string"}}})", FieldKind::Object);
    row("grid", R"({"type": "object", "format": "grid", "properties": {"b": {}}})", FieldKind::Object);
    row("properties without type", R"({"properties": {"b": {}}})", FieldKind::Object);
    row("info", R"({"type": "string", "format": "info"})", FieldKind::Info);
    row("U5 button", R"({"type": "button", "format": "sync-action"})", FieldKind::Action);
    row("U6 static enumSource", R"({"type": "string", "enumSource": [{"source": ["x", "y"]}]})", FieldKind::Enum);
    row("U6 watched list", R"({"type": "string", "enumSource": "w", "watch": {"w": "root.b"}})", FieldKind::Enum);
    row("U6 other enumSource", R"({"type": "string", "enumSource": "w"})", FieldKind::Json);
    row("U10 unknown format", R"({"type": "string", "format": "hologram"})", FieldKind::String);
    row("U10 unknown type", R"({"type": "hologram"})", FieldKind::Json);
    row("U10 no type", R"({"title": "x"})", FieldKind::Json);
    row("U10 tuple", R"({"type": "array", "items": [{"type": "string"}]})", FieldKind::Json);
    row("free object", R"({"type": "object"})", FieldKind::Json);
    row("remote reference", R"({"$ref": "http://127.0.0.1:1/x"})", FieldKind::Json);
}

void TestFormModel::kinds()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, property);
    QFETCH(FieldKind, kind);
    QCOMPARE(int(only(property, key).kind), int(kind));
}

void TestFormModel::U1_order()
{
    const SchemaForm form = formFromSchema(schema);
    QCOMPARE(keysOf(form.root), (QStringList{u"max"_s, u"ratio"_s, u"mode"_s, u"trim"_s, u"#token"_s, u"keep"_s,
                                             u"columns"_s, u"rules"_s, u"tags"_s, u"odd"_s, u"last"_s}));
}

void TestFormModel::U3_conditions()
{
    const FieldSpec sibling = only(R"({"type": "string", "options": {"dependencies": {"b": ["x", 1], "c": false}}})");
    QCOMPARE(sibling.conditions, (QList<FieldCondition>{{u"b"_s, {u"x"_s, qlonglong(1)}}, {u"c"_s, {false}}}));
    const FieldSpec absolute = only(R"({"type": "string", "options": {"dependencies": {"root.d.e": "x"}}})");
    QCOMPARE(absolute.conditions.first().path, u"d.e"_s);
    const SchemaForm form = formFromSchema(schema);
    QCOMPARE(form.root.find(u"rules.3.value"_s)->conditions.first().path, u"rules.*.kind"_s);
}

void TestFormModel::U4_required()
{
    const SchemaForm form = formFromSchema(schema);
    QVERIFY(form.root.find(u"max"_s)->required);
    QVERIFY(form.root.find(u"columns.id"_s)->required);
    QVERIFY(!form.root.find(u"columns.text"_s)->required);
    const FieldSpec legacy = only(R"({"type": "string", "enum": ["x"], "required": true})");
    QVERIFY(!legacy.required);
    QVERIFY(legacy.omitEmptyChoice);
}

void TestFormModel::details()
{
    const FieldSpec field =
        only(R"({"type": "integer", "title": " Longest\nline ", "description": "d", "default": 5, "minimum": 1,
        "maximum": 9, "exclusiveMaximum": true, "multipleOf": 2, "readOnly": true,
        "options": {"tooltip": "**t**", "hidden": true, "grid_columns": 40, "inputAttributes": {"placeholder": "p"}}})");
    QCOMPARE(field.title, u"Longest line"_s);
    QCOMPARE(field.description, u"d"_s);
    QCOMPARE(field.defaultJson, QByteArray("5"));
    QCOMPARE(field.minimum, std::optional(1.0));
    QVERIFY(field.exclusiveMaximum && !field.exclusiveMinimum);
    QCOMPARE(field.gridColumns, 12);
    QCOMPARE(field.placeholder, u"p"_s);
    QVERIFY(field.hidden && field.readOnly);
    QCOMPARE(only(R"({"type": "string", "enum": ["a", 1], "options": {"enum_titles": ["A"]}})").choices,
             (QList<FieldChoice>{{u"a"_s, u"A"_s}, {qlonglong(1), u"1"_s}}));
    QCOMPARE(only(R"({"type": "button", "format": "test-connection"})").action, u"testConnection"_s);
}

void TestFormModel::A57_limits()
{
    QByteArray wide = R"({"type": "object", "properties": {"a": {"type": "string"})";
    for (int i = 0; i < 3000; ++i)
        wide += ",\"k" + QByteArray::number(i) + R"(": {"type": "string"})";
    wide += "}}";
    QByteArray deep = R"({"type": "string"})";
    for (int i = 0; i < 60; ++i)
        deep = R"({"type": "object", "properties": {"a": )" + deep + "}}";
    const QByteArray huge = R"({"type": "object", "properties": {"a": {"type": "string", "default": ")" +
                            QByteArray(1 << 20, 'x') + R"("}}})";
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(int(formFromSchema(wide).root.kind), int(FieldKind::Json));
    QVERIFY(!formFromSchema(wide).problems.isEmpty());
    const SchemaForm form = formFromSchema(deep);
    const FieldSpec *field = &form.root;
    int depth = 0;
    for (; !field->children.empty(); ++depth)
        field = &field->children.front();
    QCOMPARE(depth, maximumFormDepth + 1);
    QCOMPARE(int(field->kind), int(FieldKind::Json));
    QVERIFY(formFromSchema(huge).root.children.front().defaultJson.isEmpty());
    QVERIFY2(timer.elapsed() < 5000, "hostile schemas took too long");
    for (const char *bad : {"", "{", "[]", "5", "{}", R"({"type": "string"})"})
        QCOMPARE(int(formFromSchema(bad).root.kind), int(FieldKind::Json));
}

void TestFormModel::hostileTitlesArePlainData()
{
    QCOMPARE(only(R"({"type": "string", "title": "<b>x</b><img src=y>"})").title, u"<b>x</b><img src=y>"_s);
    QCOMPARE(only(R"({"type": "string", "title": ["x"]})").title, u"a"_s);
    QCOMPARE(only("{\"type\": \"string\", \"title\": \"" + QByteArray(9000, 'x') + "\"}").title.size(), 500);
}

void TestFormModel::schemaSourceOrder()
{
    const QByteArray label = R"({"configurationSchema": {"from": "label"}})";
    QCOMPARE(chooseSchema("{\"from\":\"job\"}", label), QByteArray("{\"from\":\"job\"}"));
    QCOMPARE(chooseSchema({}, label), QByteArray("{\"from\":\"label\"}"));
    QCOMPARE(chooseSchema({}, {}), QByteArray());
    QCOMPARE(chooseSchema({}, "{broken"), QByteArray());
}

void TestFormModel::valuesComeFromTheDocument()
{
    FormModel form;
    QVERIFY(form.load(
        schema, R"({"max": 75, "ratio": 1.10, "mode": "lines", "trim": true, "columns": {"id": "x"}, "tags": ["x"]})"));
    QCOMPARE(form.value(u"max"_s), QVariant(qlonglong(75)));
    QCOMPARE(form.value(u"ratio"_s), QVariant(1.1));
    QCOMPARE(form.json(u"ratio"_s), QByteArray("1.10"));
    QCOMPARE(form.value(u"mode"_s), QVariant(u"lines"_s));
    QCOMPARE(form.value(u"trim"_s), QVariant(true));
    QCOMPARE(form.value(u"columns.id"_s), QVariant(u"x"_s));
    QCOMPARE(form.value(u"tags"_s), QVariant(QVariantList{u"x"_s}));
    QVERIFY(!form.value(u"columns.text"_s).isValid());
    QVERIFY(form.load(schema, "{}"));
    QVERIFY(!form.value(u"max"_s).isValid());
    QCOMPARE(form.effectiveValue(u"max"_s), QVariant(qlonglong(100)));
}

void TestFormModel::writingKeepsOrderAndUnknownKeys()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"zz": {"b": 1, "a": 2}, "max": 75, "aa": null})"));
    form.setValue(u"max"_s, qlonglong(80));
    form.setValue(u"columns.id"_s, u"key"_s);
    form.setValue(u"tags"_s, QVariantList{u"y"_s, u"x"_s});
    QCOMPARE(form.parameters(), QByteArray(R"({
  "zz": {
    "b": 1,
    "a": 2
  },
  "max": 80,
  "aa": null,
  "columns": {
    "id": "key"
  },
  "tags": [
    "y",
    "x"
  ]
})"));
}

void TestFormModel::A39_numbersKeepTheirSpelling()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"max": 12345678901234567890, "other": 1.10})"));
    form.setNumber(u"ratio"_s, u"2.50"_s);
    QCOMPARE(form.json(u"ratio"_s), QByteArray("2.50"));
    QVERIFY(form.parameters().contains("\"max\": 12345678901234567890,\n  \"other\": 1.10"));
    form.setNumber(u"ratio"_s, u"2,5"_s);
    QCOMPARE(form.json(u"ratio"_s), QByteArray("2.50"));
    QCOMPARE(form.problemsAt(u"ratio"_s).size(), 1);
    form.setNumber(u"ratio"_s, u" "_s);
    QVERIFY(form.json(u"ratio"_s).isEmpty());
    QVERIFY(form.problemsAt(u"ratio"_s).isEmpty());
    form.setValue(u"ratio"_s, 3.0);
    QCOMPARE(form.json(u"ratio"_s), QByteArray("3"));
}

void TestFormModel::clearingRemovesTheKey()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"max": 75, "last": "x"})"));
    form.setValue(u"last"_s, {});
    QCOMPARE(form.parameters(), QByteArray("{\n  \"max\": 75\n}"));
    form.setValue(u"nothing.there"_s, {});
    QCOMPARE(form.parameters(), QByteArray("{\n  \"max\": 75\n}"));
}

void TestFormModel::resetAndChanged()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"max": 75, "columns": {"id": "x"}})"));
    form.setValue(u"max"_s, qlonglong(80));
    form.setValue(u"columns.text"_s, u"t"_s);
    QVERIFY(form.isChanged(u"max"_s) && form.isChanged(u"columns"_s) && form.isChanged(QString()));
    QVERIFY(!form.isChanged(u"columns.id"_s) && !form.isChanged(u"mode"_s));
    form.reset(u"max"_s);
    form.reset(u"columns.text"_s);
    QVERIFY(!form.isChanged(QString()));
    QCOMPARE(form.value(u"max"_s), QVariant(qlonglong(75)));
}

void TestFormModel::U3_visibilityFollowsValues()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"rules": [{"kind": "b"}, {"kind": "a"}]})"));
    QSignalSpy flips(&form, &FormModel::visibilityChanged);
    QVERIFY(!form.isVisible(u"keep"_s));
    form.setValue(u"trim"_s, true);
    QVERIFY(form.isVisible(u"keep"_s));
    QCOMPARE(flips, (QList<QVariantList>{{u"keep"_s}}));
    QVERIFY(form.isVisible(u"rules.0.value"_s));
    QVERIFY(!form.isVisible(u"rules.1.value"_s));
    form.setValue(u"rules.1.kind"_s, u"b"_s);
    QVERIFY(form.isVisible(u"rules.1.value"_s));
}

void TestFormModel::listItems()
{
    FormModel form;
    QVERIFY(form.load(schema, "{}"));
    QSignalSpy items(&form, &FormModel::itemsChanged);
    form.addItem(u"rules"_s);
    form.addItem(u"rules"_s);
    QCOMPARE(form.itemCount(u"rules"_s), 2);
    QCOMPARE(form.value(u"rules.1.kind"_s), QVariant(u"a"_s));
    form.setValue(u"rules.1.kind"_s, u"b"_s);
    form.moveItem(u"rules"_s, 1, 0);
    QCOMPARE(form.value(u"rules.0.kind"_s), QVariant(u"b"_s));
    form.removeItem(u"rules"_s, 1);
    form.removeItem(u"rules"_s, 7);
    form.moveItem(u"rules"_s, 0, 5);
    QCOMPARE(form.itemCount(u"rules"_s), 1);
    QCOMPARE(items.size(), 4);
}

void TestFormModel::jsonFieldKeepsItsLastGoodState()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"odd": {"b": 1}})"));
    form.setJson(u"odd"_s, "{\"b\": ");
    QCOMPARE(form.json(u"odd"_s), QByteArray("{\n  \"b\": 1\n}"));
    QCOMPARE(form.problemsAt(u"odd"_s).size(), 1);
    form.setJson(u"odd"_s, "[1.50]");
    QCOMPARE(form.json(u"odd"_s), QByteArray("[\n  1.50\n]"));
    QVERIFY(form.problemsAt(u"odd"_s).isEmpty());
}

void TestFormModel::rawTextIsTheSameDocument()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"max": 75, "columns": {"id": "x"}})"));
    QSignalSpy reloads(&form, &FormModel::reloaded);
    QSignalSpy errors(&form, &FormModel::textErrorChanged);
    form.setText("{\"max\": 80,}");
    QVERIFY(form.textError().startsWith(u"line 1, column 12: "_s));
    QCOMPARE(form.value(u"max"_s), QVariant(qlonglong(75)));
    QCOMPARE(reloads.size(), 0);
    form.setText("{\"max\": 80}");
    QVERIFY(form.textError().isEmpty());
    QCOMPARE(form.value(u"max"_s), QVariant(qlonglong(80)));
    QCOMPARE(reloads.size(), 1);
    QCOMPARE(errors.size(), 2);
    form.setText("5");
    QVERIFY(form.textError().contains(u"must be an object"_s));
    form.setText(form.parameters());
    QCOMPARE(reloads.size(), 1);
    QVERIFY(form.textError().isEmpty());
}

void TestFormModel::spellingOfANumberComesBack()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"max": 1})"));
    form.setNumber(u"max"_s, u"1.0"_s);
    QCOMPARE(form.json(u"max"_s), QByteArray("1.0"));
    QVERIFY(form.isChanged(u"max"_s));
    form.setText(R"({"max": 1})"); // as undo does
    QCOMPARE(form.json(u"max"_s), QByteArray("1"));
    QVERIFY(!form.isChanged(u"max"_s));
}

void TestFormModel::A40_rawTextWithDuplicateKeys()
{
    FormModel form;
    QVERIFY(form.load(schema, "{}"));
    form.setText(R"({"#token": "a", "#token": "b"})");
    QVERIFY(form.textError().contains(u"#token is given twice"_s));
    QVERIFY(form.value(u"#token"_s).isNull());
}

void TestFormModel::problemsHavePaths()
{
    FormModel form;
    QVERIFY(form.load(schema, "{}"));
    QVERIFY(form.problems().isEmpty()); // U8
    form.setValue(u"max"_s, qlonglong(0));
    QCOMPARE(form.problemsAt(u"max"_s).value(0).message, u"must be at least 1"_s);
    QCOMPARE(form.problemsAt(u"columns"_s).value(0).message, u"is required"_s);
    form.setValue(u"columns.text"_s, u"t"_s);
    QVERIFY(form.problemsAt(u"columns"_s).isEmpty());
    QCOMPARE(form.problemsAt(u"columns.id"_s).value(0).message, u"is required"_s);
}

void TestFormModel::signalsNameThePath()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"max": 75, "columns": {"id": "x"}})"));
    QSignalSpy values(&form, &FormModel::valueChanged);
    QSignalSpy documents(&form, &FormModel::documentChanged);
    QSignalSpy problems(&form, &FormModel::problemsChanged);
    form.setValue(u"max"_s, qlonglong(80));
    QCOMPARE(values, (QList<QVariantList>{{u"max"_s}}));
    QCOMPARE(documents.size(), 1);
    QCOMPARE(problems.size(), 0);
    form.setValue(u"max"_s, qlonglong(80));
    QCOMPARE(values.size(), 1);
    form.setValue(u"max"_s, qlonglong(-1));
    QCOMPARE(problems.size(), 1);
}

void TestFormModel::defaults()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"columns": {"id": "x"}})"));
    form.fillDefaults();
    QCOMPARE(form.value(u"max"_s), QVariant(qlonglong(100)));
    QVERIFY(form.isChanged(u"max"_s));
    QVERIFY(form.load(schema, R"({"max": 1})"));
    form.fillDefaults();
    QCOMPARE(form.value(u"max"_s), QVariant(qlonglong(1)));
}

void TestFormModel::noSchemaIsPlainJson()
{
    FormModel form;
    QVERIFY(form.load({}, R"({"any": [1]})"));
    QCOMPARE(int(form.root().kind), int(FieldKind::Json));
    form.setJson({}, R"({"any": 2})");
    QCOMPARE(form.parameters(), QByteArray("{\n  \"any\": 2\n}"));
    form.setJson({}, "{");
    QVERIFY(!form.textError().isEmpty());
}

void TestFormModel::badParametersChangeNothing()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"max": 75})"));
    const Result<void> loaded = form.load(schema, "{");
    QVERIFY(!loaded);
    QCOMPARE(form.value(u"max"_s), QVariant(qlonglong(75)));
}

LONGSHORE_TEST_MAIN(TestFormModel)
#include "tst_formmodel.moc"
