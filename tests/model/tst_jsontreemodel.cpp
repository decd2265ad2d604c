// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json/jsontreemodel.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace longshore;

namespace
{

/// JSON with single quotes, since moc stumbles over raw strings.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

const QByteArray document = json(
    "{ 'Name': 'web', 'Empty': {}, 'None': [], 'Null': null, 'On': true, 'Number': 1.10, 'Big': 123456789012345678901234567890,"
    "  'Config': { 'Env': ['PATH=/bin', 'DB_PASSWORD=hunter2', 'URL=http://u:pw@h/'], 'a.b': { 'c': 'x' } },"
    "  'Labels': { 'api-token': 't0p' } }");

std::shared_ptr<const JsonTree> read(const QByteArray &text)
{
    Result<JsonTree> tree = JsonTree::parse(text, u"read"_s);
    return tree ? std::make_shared<const JsonTree>(std::move(*tree)) : nullptr;
}

} // namespace

class tst_JsonTreeModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("masked");
        QTest::addColumn<QString>("revealed");
        const auto row = [](const QString &path, const QString &key, const QString &masked, const QString &revealed = {}) {
            QTest::newRow(qPrintable(path)) << path << key << masked << (revealed.isNull() ? masked : revealed);
        };
        row(u"Name"_s, u"Name"_s, u"web"_s);
        row(u"Empty"_s, u"Empty"_s, u"{ }"_s);
        row(u"None"_s, u"None"_s, u"[ ]"_s);
        row(u"Null"_s, u"Null"_s, u"null"_s);
        row(u"On"_s, u"On"_s, u"true"_s);
        row(u"Number"_s, u"Number"_s, u"1.10"_s);
        row(u"Big"_s, u"Big"_s, u"123456789012345678901234567890"_s);
        row(u"Config"_s, u"Config"_s, u"2 keys"_s);
        row(u"Config.Env"_s, u"Env"_s, u"3 items"_s);
        row(u"Config.Env.0"_s, u"0"_s, u"PATH=/bin"_s);
        row(u"Config.Env.1"_s, u"1"_s, u"DB_PASSWORD=•••"_s, u"DB_PASSWORD=hunter2"_s);
        row(u"Config.Env.2"_s, u"2"_s, u"URL=http://u:•••@h/"_s, u"URL=http://u:pw@h/"_s);
        row(u"Config.a\\.b.c"_s, u"c"_s, u"x"_s);
        row(u"Labels.api-token"_s, u"api-token"_s, u"•••"_s, u"t0p"_s);
    }
    void values()
    {
        QFETCH(QString, path);
        JsonTreeModel model;
        model.setTree(read(document));
        const QModelIndex index = model.find(path);
        QVERIFY(index.isValid());
        QTEST(index.data().toString(), "key");
        const QModelIndex value = index.siblingAtColumn(JsonTreeModel::Value);
        QTEST(value.data().toString(), "masked");
        QCOMPARE(index.data(JsonTreeModel::PathRole).toString(), path);
        model.setRevealed(true);
        QTEST(value.data().toString(), "revealed");
        QFETCH(QString, masked);
        QFETCH(QString, revealed);
        QCOMPARE(index.data(JsonTreeModel::MaskedRole).toBool(), masked != revealed);
        model.setRevealed(false);
        QTEST(value.data().toString(), "masked");
    }

    void isAModel()
    {
        JsonTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.setTree(read(document));
        QCOMPARE(model.rowCount(), 9);
        QCOMPARE(model.rowCount(model.find(u"Config.Env"_s)), 3);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setRevealed(true);
        QCOMPARE(changed.size(), 3); // what was masked, nothing else
        model.setTree(read("[1]"));
        QCOMPARE(model.index(0, JsonTreeModel::Key).data().toString(), u"0"_s);
        model.setTree(read("7"));
        QCOMPARE(model.rowCount(), 0);
        model.setTree(nullptr);
        QCOMPARE(model.rowCount(), 0);
        for (const QString &path : {u"Config.Nope"_s, u"Nope"_s, u"Config.Env.9"_s, QString()})
            QVERIFY(!model.find(path).isValid());
    }

    void A5_184_filtersSeeOnlyWhatIsShown()
    {
        JsonTreeModel model;
        model.setTree(read(document));
        const QModelIndex secret = model.find(u"Config.Env.1"_s);
        QVERIFY(!secret.data(JsonTreeModel::SearchRole).toString().contains(u"hunter2"_s));
        model.setRevealed(true);
        QVERIFY(secret.data(JsonTreeModel::SearchRole).toString().contains(u"hunter2"_s));
    }
};

LONGSHORE_TEST_MAIN(tst_JsonTreeModel)
#include "tst_jsontreemodel.moc"
