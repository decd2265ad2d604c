// SPDX-License-Identifier: GPL-3.0-or-later
// Schemas as components have them (contract §15.4), with parameters that somebody saved: document, form and JSON say
// the same, whatever is typed.
#include "model/jobs/formmodel.h"
#include "model/json/json.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

QByteArray sample(const QString &name)
{
    QFile file(QStringLiteral(LONGSHORE_TEST_DATA "/schemas/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Leaf {
    QString path;
    const FieldSpec *field;
};

/// Every field with a value of its own that the document has a place for.
void collect(const FormModel &form, const FieldSpec &field, const QString &path, QList<Leaf> &leaves)
{
    switch (field.kind) {
    case FieldKind::Object:
        for (const FieldSpec &child : field.children)
            collect(form, child, joinPath(path, child.key), leaves);
        return;
    case FieldKind::Array:
        for (int i = 0; i < form.itemCount(path); ++i)
            collect(form, field.children.front(), joinPath(path, i), leaves);
        return;
    case FieldKind::Variants:
        if (const int active = form.variant(field, path); active >= 0)
            collect(form, field.children[size_t(active)], path, leaves);
        return;
    case FieldKind::Info:
    case FieldKind::Action: return;
    default: leaves.append({path, &field});
    }
}

QList<Leaf> leavesOf(const FormModel &form)
{
    QList<Leaf> leaves;
    collect(form, form.root(), {}, leaves);
    return leaves;
}

/// What somebody might enter there; invalid for the fields that are left alone.
QVariant entered(const FormModel &form, const Leaf &leaf, QRandomGenerator &random)
{
    const QList<FieldChoice> choices = form.choices(leaf.path);
    switch (leaf.field->kind) {
    case FieldKind::String:
    case FieldKind::Text:
    case FieldKind::Password: return QStringList{u"plain"_s, u" two\nlines "_s, u"\"quoted\" \\ ünï"_s, u""_s}[random.bounded(4)];
    case FieldKind::Integer: return qlonglong(random.bounded(-5, 100000));
    case FieldKind::Number: return random.bounded(1000) / 8.0;
    case FieldKind::Boolean: return random.bounded(2) == 1;
    case FieldKind::Enum: return choices.isEmpty() ? QVariant() : choices[random.bounded(int(choices.size()))].value;
    case FieldKind::MultiEnum: return QVariantList{u"one"_s, u"two"_s};
    default: return {};
    }
}

} // namespace

class TestFormSamples : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void samples()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("asJson"); // the fields that no widget fits (U10)
        QTest::newRow("database extractor") << u"database-extractor"_s << QStringList();
        QTest::newRow("HTTP API") << u"http-api"_s << QStringList{u"mapping"_s};
        QTest::newRow("loader of years ago") << u"legacy-loader"_s << QStringList{u"colour"_s};
        QTest::newRow("transformation") << u"transformation"_s << QStringList();
    }

    void everyFieldHasItsWidget_data() { samples(); }
    void everyFieldHasItsWidget()
    {
        QFETCH(QString, name);
        FormModel form;
        QVERIFY(form.load(sample(name + u".schema.json"_s), sample(name + u".parameters.json"_s)));
        QStringList asJson;
        for (const Leaf &leaf : leavesOf(form)) {
            if (leaf.field->kind == FieldKind::Json)
                asJson.append(leaf.path);
        }
        QTEST(asJson, "asJson");
    }

    void savedParametersHaveNoProblem_data() { samples(); }
    void savedParametersHaveNoProblem()
    {
        QFETCH(QString, name);
        FormModel form;
        QSignalSpy checked(&form, &FormModel::checked);
        QVERIFY(form.load(sample(name + u".schema.json"_s), sample(name + u".parameters.json"_s)));
        QVERIFY(form.isChecked() || checked.wait());
        QStringList problems;
        for (const Problem &problem : form.problems())
            problems.append(problem.path + u": "_s + problem.message);
        QCOMPARE(problems, QStringList());
    }

    void openingAndTypingTheSameChangesNothing_data() { samples(); }
    void openingAndTypingTheSameChangesNothing()
    {
        QFETCH(QString, name);
        const QByteArray parameters = sample(name + u".parameters.json"_s);
        FormModel form;
        QVERIFY(form.load(sample(name + u".schema.json"_s), parameters));
        QCOMPARE(form.parameters(), parameters.trimmed());
        for (const Leaf &leaf : leavesOf(form)) {
            const QByteArray text = form.json(leaf.path);
            if (text.isEmpty() || !form.value(leaf.path).isValid()) // null: the field is empty
                continue;
            if (leaf.field->kind == FieldKind::Json)
                form.setJson(leaf.path, text);
            else if (leaf.field->kind == FieldKind::Number)
                form.setNumber(leaf.path, QString::fromUtf8(text)); // `1.50` is what the field shows
            else
                form.setValue(leaf.path, form.value(leaf.path));
        }
        QCOMPARE(form.parameters(), parameters.trimmed());
    }

    void formAndJsonSayTheSame_data() { samples(); }
    void formAndJsonSayTheSame()
    {
        QFETCH(QString, name);
        const QByteArray schema = sample(name + u".schema.json"_s);
        FormModel form;
        QVERIFY(form.load(schema, sample(name + u".parameters.json"_s)));
        QRandomGenerator random(quint32(name.size()));
        const FieldSpec *signIn = form.field(u"authentication"_s);
        for (int round = 0; round < 300; ++round) {
            if (signIn && round % 50 == 0)
                form.setVariant(*signIn, u"authentication"_s, random.bounded(3));
            const QList<Leaf> leaves = leavesOf(form);
            const Leaf leaf = leaves[random.bounded(int(leaves.size()))];
            const QVariant value = entered(form, leaf, random);
            if (!value.isValid())
                continue;
            form.setValue(leaf.path, value);
            QCOMPARE(form.value(leaf.path), value);
        }
        FormModel other;
        QVERIFY(other.load(schema, form.parameters()));
        QCOMPARE(other.parameters(), form.parameters());
        for (const Leaf &leaf : leavesOf(form))
            QVERIFY2(other.value(leaf.path) == form.value(leaf.path), qPrintable(leaf.path));
        FormModel text;
        QVERIFY(text.load(schema, "{}"));
        text.setText(form.parameters());
        QCOMPARE(text.textError(), QString());
        QCOMPARE(text.parameters(), form.parameters());
    }

    void resetBringsTheSavedBack_data() { samples(); }
    void resetBringsTheSavedBack()
    {
        QFETCH(QString, name);
        const QByteArray parameters = sample(name + u".parameters.json"_s);
        FormModel form;
        QVERIFY(form.load(sample(name + u".schema.json"_s), parameters));
        QRandomGenerator random(7);
        for (const Leaf &leaf : leavesOf(form)) {
            const QVariant value = entered(form, leaf, random);
            const bool isDiscriminator = leaf.path == u"authentication.type"_s; // another variant has other fields
            if (!value.isValid() || isDiscriminator || !form.value(leaf.path).isValid())
                continue;
            form.setValue(leaf.path, value);
            form.reset(leaf.path);
            QVERIFY2(!form.isChanged(leaf.path), qPrintable(leaf.path));
        }
        QCOMPARE(form.parameters(), parameters.trimmed());
    }
};

LONGSHORE_TEST_MAIN(TestFormSamples)
#include "tst_formsamples.moc"
