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

/// `source` has a discriminator within its variants, `mode` one beside them, `value` none: types tell.
const char *const schema = R"({
    "type": "object",
    "properties": {
        "source": {"type": "object", "title": "Source",
            "properties": {"name": {"type": "string"}},
            "oneOf": [
                {"title": "A file", "properties": {"kind": {"const": "file", "title": "Kind"}, "path": {"type": "string", "minLength": 1},
                    "note": {"type": "string"}}, "required": ["kind", "path"]},
                {"title": "A server", "properties": {"kind": {"const": "web"}, "url": {"type": "string", "pattern": "^https:\/\/"},
                    "port": {"type": "integer", "default": 443}, "note": {"type": "string"}}, "required": ["kind", "url"]}]},
        "mode": {"type": "string", "enum": ["full", "some"]},
        "value": {"oneOf": [{"type": "integer", "minimum": 1}, {"type": "array", "items": {"type": "string"}}]},
        "list": {"type": "array", "items": {"oneOf": [
            {"type": "object", "properties": {"t": {"const": 1}, "a": {"type": "string"}}, "required": ["t", "a"]},
            {"type": "object", "properties": {"t": {"const": 2}, "b": {"type": "integer"}}, "required": ["t"]}]}}
    },
    "oneOf": [
        {"properties": {"mode": {"const": "full"}, "limit": {"type": "integer"}}},
        {"properties": {"mode": {"const": "some"}, "columns": {"type": "array", "items": {"type": "string"}}}}]
})";

const FieldSpec *partOf(const FieldSpec &object)
{
    for (const FieldSpec &child : object.children) {
        if (child.isPart)
            return &child;
    }
    return nullptr;
}

QStringList sentences(const Problems &problems)
{
    QStringList all;
    for (const Problem &problem : problems)
        all.append(problem.sentence());
    all.sort();
    return all;
}

} // namespace

class TestFormVariants : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void discriminatorWithin();
    void discriminatorBeside();
    void typesTell();
    void theDocumentDecides();
    void switchingKeepsValues();
    void switchingByTheFieldBeside();
    void unknownDiscriminator();
    void itemsMayDiffer();
    void keysTellWhereNothingElseDoes();
    void problemsAreOfTheVariant_data();
    void problemsAreOfTheVariant();
    void defaultsAreOfTheVariant();
    void searchLooksIntoTheVariant();
    void fiveLevels();
    void hostileAlternativesEnd_data();
    void hostileAlternativesEnd();
};

void TestFormVariants::discriminatorWithin()
{
    const SchemaForm form = formFromSchema(schema);
    const FieldSpec *part = partOf(*form.root.find(u"source"_s));
    QVERIFY(part);
    QCOMPARE(part->discriminator, u"kind"_s);
    QVERIFY(!part->followsField);
    QCOMPARE(part->children.size(), std::size_t(2));
    QCOMPARE(part->children[0].title, u"A file"_s);
    QVERIFY(part->children[0].find(u"source.kind"_s)->hidden); // the selector shows it
    QVERIFY(part->children[0].find(u"source.path"_s)->required);
}

void TestFormVariants::discriminatorBeside()
{
    const SchemaForm form = formFromSchema(schema);
    const FieldSpec *part = partOf(form.root);
    QVERIFY(part && part->followsField);
    QCOMPARE(part->marks[1].values, QVariantList{u"some"_s});
}

void TestFormVariants::typesTell()
{
    const SchemaForm form = formFromSchema(schema);
    const FieldSpec *value = form.root.find(u"value"_s);
    QCOMPARE(int(value->kind), int(FieldKind::Variants));
    QVERIFY(!value->isPart && value->discriminator.isEmpty());
    QCOMPARE(value->children[0].title, u"Number"_s);
    QCOMPARE(value->children[1].title, u"List"_s);
}

void TestFormVariants::theDocumentDecides()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"source": {"kind": "web"}, "value": ["x"], "mode": "some"})"));
    QVERIFY(form.field(u"source.url"_s) && !form.field(u"source.path"_s));
    QVERIFY(form.field(u"columns"_s) && !form.field(u"limit"_s));
    QCOMPARE(form.variant(*form.root().find(u"value"_s), u"value"_s), 1);
    QCOMPARE(int(form.field(u"value.0"_s)->kind), int(FieldKind::String));
    QVERIFY(form.load(schema, R"({"value": 5})"));
    QCOMPARE(form.variant(*form.root().find(u"value"_s), u"value"_s), 0);
    QVERIFY(form.field(u"source.path"_s)); // the first, while nothing says otherwise
}

void TestFormVariants::switchingKeepsValues()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"source": {"name": "n", "kind": "file", "path": "/x", "note": "both", "zz": 1}})"));
    const FieldSpec part = *partOf(*form.field(u"source"_s));
    QSignalSpy flips(&form, &FormModel::variantChanged);
    form.setVariant(part, u"source"_s, 1);
    QCOMPARE(flips, (QList<QVariantList>{{u"source"_s}}));
    QCOMPARE(form.json(u"source"_s), QByteArray("{\n  \"name\": \"n\",\n  \"kind\": \"web\",\n  \"note\": \"both\",\n"
                                                "  \"zz\": 1,\n  \"port\": 443\n}"));
    form.setValue(u"source.url"_s, u"https://a"_s);
    form.setVariant(part, u"source"_s, 0);
    QCOMPARE(form.value(u"source.path"_s), QVariant(u"/x"_s));
    QVERIFY(form.json(u"source.url"_s).isEmpty());
    form.setVariant(part, u"source"_s, 1);
    QCOMPARE(form.value(u"source.url"_s), QVariant(u"https://a"_s));

    const FieldSpec value = *form.root().find(u"value"_s);
    form.setNumber(u"value"_s, u"7"_s);
    form.setVariant(value, u"value"_s, 1);
    QCOMPARE(form.json(u"value"_s), QByteArray("[]"));
    form.setVariant(value, u"value"_s, 0);
    QCOMPARE(form.json(u"value"_s), QByteArray("7"));
}

void TestFormVariants::switchingByTheFieldBeside()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"mode": "full", "limit": 5})"));
    form.setValue(u"mode"_s, u"some"_s);
    QVERIFY(form.json(u"limit"_s).isEmpty());
    form.setValue(u"mode"_s, u"full"_s);
    QCOMPARE(form.value(u"limit"_s), QVariant(qlonglong(5)));
}

void TestFormVariants::unknownDiscriminator()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"source": {"kind": "fax", "path": "/x"}, "mode": "full"})"));
    const FieldSpec part = *partOf(*form.field(u"source"_s));
    QCOMPARE(form.variant(part, u"source"_s), -1);
    QCOMPARE(sentences(form.problems()), QStringList{u"source.kind: is not one of the allowed values"_s});
    QVERIFY(form.parameters().contains("fax"));
    form.setVariant(part, u"source"_s, 0);
    QVERIFY(form.problems().isEmpty());
}

void TestFormVariants::itemsMayDiffer()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"list": [{"t": 2, "b": "no number"}, {"t": 1}], "mode": "full"})"));
    QVERIFY(form.field(u"list.0.b"_s) && form.field(u"list.1.a"_s));
    QVERIFY(!form.field(u"list.0.a"_s));
    QCOMPARE(sentences(form.problems()),
             (QStringList{u"list.0.b: must be a whole number"_s, u"list.1.a: is required"_s}));
    form.addItem(u"list"_s);
    QCOMPARE(form.json(u"list.2"_s), QByteArray("{\n  \"t\": 1\n}"));
}

void TestFormVariants::keysTellWhereNothingElseDoes()
{
    const QByteArray open = R"({"type": "object", "properties": {"o": {"type": "object", "anyOf": [
        {"title": "By name", "properties": {"name": {"type": "string"}}, "required": ["name"]},
        {"title": "By id", "properties": {"id": {"type": "integer"}}, "required": ["id"]}]}}})";
    FormModel form;
    QVERIFY(form.load(open, R"({"o": {"id": 5}})"));
    const FieldSpec part = *partOf(*form.field(u"o"_s));
    QCOMPARE(form.variant(part, u"o"_s), 1);
    QVERIFY(form.problems().isEmpty());
    form.setVariant(part, u"o"_s, 0);
    QCOMPARE(form.variant(part, u"o"_s), 0);
    QCOMPARE(form.json(u"o"_s), QByteArray("{}"));
    QCOMPARE(sentences(form.problems()), QStringList{u"o.name: is required"_s});
    form.setVariant(part, u"o"_s, 1);
    QCOMPARE(form.value(u"o.id"_s), QVariant(qlonglong(5)));
}

void TestFormVariants::problemsAreOfTheVariant_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const char *parameters, const QStringList &expected) {
        QTest::newRow(name) << QByteArray(parameters) << expected;
    };
    row("fine", R"({"source": {"kind": "web", "url": "https://x"}, "mode": "full"})", {});
    row("required of the variant", R"({"source": {"kind": "file"}, "mode": "full"})", {u"source.path: is required"_s});
    row("pattern of the variant", R"({"source": {"kind": "web", "url": "x"}, "mode": "full"})",
        {u"source.url: does not match the pattern ^https://"_s});
    row("kind missing", R"({"source": {"path": "/x"}, "mode": "full"})", {u"source.kind: is required"_s});
    row("type of the variant", R"({"value": 0, "mode": "full"})", {u"value: must be at least 1"_s});
    row("item of the variant", R"({"value": [1], "mode": "full"})", {u"value.0: must be a string"_s});
    row("what tells is missing", R"({"columns": []})", {u"mode: is required"_s});
    row("at the root", R"({"mode": "some", "columns": 5})", {u"columns: must be a list"_s});
}

void TestFormVariants::problemsAreOfTheVariant()
{
    QFETCH(QByteArray, parameters);
    FormModel form;
    QVERIFY(form.load(schema, parameters));
    const QStringList found = sentences(form.problems());
    QTEST(found, "expected");
}

void TestFormVariants::defaultsAreOfTheVariant()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"source": {"kind": "web"}})"));
    form.fillDefaults();
    QCOMPARE(form.value(u"source.port"_s), QVariant(qlonglong(443)));
    QVERIFY(form.load(schema, R"({"source": {"kind": "file"}})"));
    form.fillDefaults();
    QVERIFY(form.json(u"source.port"_s).isEmpty());
}

void TestFormVariants::searchLooksIntoTheVariant()
{
    FormModel form;
    QVERIFY(form.load(schema, R"({"source": {"kind": "web"}, "mode": "some"})"));
    QCOMPARE(form.search(u"url"_s), (QList<FieldHit>{{u"source.url"_s, u"url"_s, u"Source"_s}}));
    QVERIFY(form.search(u"path"_s).isEmpty());
    QCOMPARE(form.search(u"source na"_s).value(0).path, u"source.name"_s);
    QVERIFY(form.search(u" "_s).isEmpty());
}

void TestFormVariants::fiveLevels()
{
    QByteArray level = R"({"type": "object", "properties": {"leaf": {"type": "integer"}}})";
    for (int i = 0; i < 5; ++i)
        level = R"({"type": "object", "oneOf": [{"properties": {"k": {"const": "a"}, "n": )" + level +
                R"(}, "required": ["k"]}, {"properties": {"k": {"const": "b"}, "n": )" + level + R"(}, "required": ["k"]}]})";
    FormModel form;
    QVERIFY(form.load(R"({"type": "object", "properties": {"n": )" + level + "}}",
                      R"({"n": {"k": "a", "n": {"k": "b", "n": {"k": "a", "n": {"k": "b", "n": {"k": "a", "n": {"leaf": "x"}}}}}}})"));
    QCOMPARE(sentences(form.problems()), QStringList{u"n.n.n.n.n.n.leaf: must be a whole number"_s});
    form.setNumber(u"n.n.n.n.n.n.leaf"_s, u"3"_s);
    QVERIFY(form.problems().isEmpty());
}

void TestFormVariants::hostileAlternativesEnd_data()
{
    QTest::addColumn<QByteArray>("property");
    QByteArray many = R"({"oneOf": [{"type": "object"})";
    for (int i = 0; i < 5000; ++i)
        many += R"(, {"type": "object", "properties": {"k": {"const": )" + QByteArray::number(i) + "}}}";
    QByteArray nested = R"({"type": "string"})";
    for (int i = 0; i < 12; ++i)
        nested = R"({"anyOf": [)" + nested + R"(, {"type": "object", "properties": {"x": )" + nested + R"(}}]})";
    QTest::newRow("5,000 alternatives") << many + "]}";
    QTest::newRow("doubling alternatives") << nested;
    QTest::newRow("itself") << QByteArray("{\"oneOf\": [{\"$ref\": \"#\"}, {\"$ref\": \"#/properties/a\"}]}");
    QTest::newRow("empty") << QByteArray(R"({"oneOf": [], "anyOf": [{}, {}], "allOf": [5, [], {}]})");
    QTest::newRow("if of nonsense") << QByteArray(R"({"type": "object", "if": 5, "then": [], "else": {"properties": {"x": 5}}})");
    QTest::newRow("huge enum") << "{\"enum\": [" + QByteArray("\"x\", ").repeated(100000) + "\"y\"]}";
    QTest::newRow("catastrophic pattern property") << QByteArray(R"({"type": "object", "patternProperties": {"^(a+)+$": {"type": "integer"}}})");
}

void TestFormVariants::hostileAlternativesEnd()
{
    QFETCH(QByteArray, property);
    QElapsedTimer timer;
    timer.start();
    FormModel form;
    QVERIFY(form.load(R"({"type": "object", "properties": {"a": )" + property + "}}",
                      R"({"a": {")" + QByteArray(40, 'a') + R"(!": {"x": 1}}})"));
    QTRY_VERIFY_WITH_TIMEOUT(form.isChecked(), 20000);
    QVERIFY2(timer.elapsed() < 20000, "the schema was not refused in time");
    QVERIFY(form.parameters().contains("!"));
}

LONGSHORE_TEST_MAIN(TestFormVariants)
#include "tst_formvariants.moc"
