// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/mappedjob.h"
#include "tests/gui/picture.h"
#include "tests/support/testmain.h"
#include "ui/widgets/filepreviewpane.h"

#include <QAction>
#include <QCompleter>
#include <QFileDialog>
#include <QLabel>
#include <QRadioButton>
#include <QTreeView>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

class TestMappingEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        setPictureFont();
    }

    void C4_1_tablesAreAddedFilledMovedAndRemoved()
    {
        MappedJob shown("{\"input\":{\"tables\":[{\"source\":\"in.c-shop.orders\",\"mine\":1.0}]}}");
        shown.click(u"input"_s, u"field.tables.add"_s);
        auto *source = shown.in<QLineEdit>(u"input"_s, u"field.tables.1.source"_s);
        QVERIFY(source->hasFocus());
        shown.type(u"input"_s, u"field.tables.1.source"_s, u"in.c-shop.customers"_s);
        shown.type(u"input"_s, u"field.tables.1.changed_since"_s, u"adaptive"_s);
        shown.type(u"input"_s, u"field.tables.1.limit"_s, u"10"_s);
        QCOMPARE(shown.at(inputTables), QByteArray("[{\"source\":\"in.c-shop.orders\",\"mine\":1.0},"
                                                   "{\"source\":\"in.c-shop.customers\",\"changed_since\":\"adaptive\",\"limit\":10}]"));
        auto *list = shown.in<QTreeView>(u"input"_s, u"field.tables"_s);
        QCOMPARE(list->model()->index(1, 0).data().toString(), u"in.c-shop.customers"_s);
        shown.click(u"input"_s, u"field.tables.up"_s);
        QCOMPARE(shown.at(inputTables + u".0.source"_s), QByteArray("\"in.c-shop.customers\""));
        QCOMPARE(list->currentIndex().row(), 0);
        QCOMPARE(shown.in<QLineEdit>(u"input"_s, u"field.tables.0.source"_s)->text(), u"in.c-shop.customers"_s);
        shown.click(u"input"_s, u"field.tables.remove"_s);
        QCOMPARE(shown.at(inputTables), QByteArray("[{\"source\":\"in.c-shop.orders\",\"mine\":1.0}]"));
        while (shown.work.editor().canUndo())
            shown.work.find<QAction>(u"undoJob"_s)->trigger();
        QVERIFY(!shown.work.editor().isModified());
        while (shown.work.editor().canRedo())
            shown.work.find<QAction>(u"redoJob"_s)->trigger();
        QCOMPARE(shown.at(inputTables), QByteArray("[{\"source\":\"in.c-shop.orders\",\"mine\":1.0}]"));
    }

    void F131_theJsonViewShowsTheSame()
    {
        MappedJob shown("{\"input\":{\"tables\":[{\"source\":\"a\"}]}}");
        auto *json = shown.work.find<QPlainTextEdit>(u"jobJson"_s);
        json->setPlainText(json->toPlainText().replace(u"\"source\": \"a\""_s, u"\"source\": \"in.c-shop.orders\",\n\"limit\": 3"_s));
        QCOMPARE(shown.in<QLineEdit>(u"input"_s, u"field.tables.0.source"_s)->text(), u"in.c-shop.orders"_s);
        QCOMPARE(shown.in<QLineEdit>(u"input"_s, u"field.tables.0.limit"_s)->text(), u"3"_s);
        shown.type(u"input"_s, u"field.tables.0.destination"_s, u"o.csv"_s);
        QVERIFY(json->toPlainText().contains(u"\"destination\": \"o.csv\""_s));
    }

    void completedFromTheStorage_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QStringList>("offers");
        QTest::newRow("tables") << u"input"_s << u"field.tables.0.source"_s << QStringList{u"in.c-shop.orders"_s};
        QTest::newRow("file name") << u"input"_s << u"field.tables.0.destination"_s << QStringList{u"orders.csv"_s, u"in.c-shop.orders"_s};
        QTest::newRow("columns") << u"input"_s << u"field.tables.0.where_column"_s << QStringList{u"id"_s, u"customer"_s, u"amount"_s, u"note"_s};
        QTest::newRow("places") << u"output"_s << u"field.tables.0.destination"_s << QStringList{u"out.c-a.parts"_s, u"in.c-shop.orders"_s};
    }
    void completedFromTheStorage()
    {
        QFETCH(QString, section);
        QFETCH(QString, field);
        MappedJob shown("{\"input\":{\"tables\":[{\"source\":\"in.c-shop.orders\"}]},\"output\":{\"default_bucket\":\"out.c-a\",\"tables\":[{\"source\":\"parts.csv\"}]}}");
        const QAbstractItemModel *names = shown.in<QLineEdit>(section, field)->completer()->model();
        QStringList offered;
        for (int row = 0; row < names->rowCount(); ++row)
            offered.append(names->index(row, 0).data().toString());
        QTEST(offered, "offers");
    }

    void F10_O5_emptyFieldsSayWhatCounts()
    {
        MappedJob shown("{\"input\":{\"tables\":[{\"source\":\"in.c-shop.orders\"}]},\"output\":{\"default_bucket\":\"out.c-a\",\"tables\":[{\"source\":\"parts.csv\"}]}}");
        QCOMPARE(shown.in<QLineEdit>(u"input"_s, u"field.tables.0.destination"_s)->placeholderText(), u"in.c-shop.orders (default)"_s);
        auto *place = shown.in<QLineEdit>(u"output"_s, u"field.tables.0.destination"_s);
        QCOMPARE(place->placeholderText(), u"out.c-a.parts (default)"_s);
        shown.type(u"output"_s, u"field.default_bucket"_s, u"out.c-other"_s);
        QCOMPARE(place->placeholderText(), u"out.c-other.parts (default)"_s);
        shown.type(u"output"_s, u"field.default_bucket"_s, u"in.c-shop"_s);
        shown.type(u"output"_s, u"field.tables.0.source"_s, u"orders.csv"_s);
        QTRY_COMPARE(shown.in<FilePreviewPane>(u"output"_s, u"field.tables.0.preview"_s)->tableModel()->rowCount(), 4); // of what counts
    }

    void columnsArePickedWithTheirTypes()
    {
        MappedJob shown("{\"input\":{\"tables\":[{\"source\":\"in.c-shop.orders\",\"columns\":[\"note\",\"gone\"]}]}}");
        auto *columns = shown.in<QTreeWidget>(u"input"_s, u"field.tables.0.columns"_s);
        QStringList rows;
        for (int row = 0; row < columns->topLevelItemCount(); ++row)
            rows.append(columns->topLevelItem(row)->text(0) + u" "_s + columns->topLevelItem(row)->text(1));
        QCOMPARE(rows, (QStringList{u"note STRING"_s, u"gone not in the table"_s, u"id INTEGER, key"_s, u"customer STRING"_s, u"amount NUMERIC(10,2)"_s}));
        columns->topLevelItem(1)->setCheckState(0, Qt::Unchecked);
        columns->topLevelItem(2)->setCheckState(0, Qt::Checked);
        QCOMPARE(shown.at(inputTables + u".0.columns"_s), QByteArray("[\"note\",\"id\"]"));
        columns->setCurrentItem(columns->findItems(u"id"_s, Qt::MatchExactly).first());
        shown.click(u"input"_s, u"field.tables.0.columns.up"_s);
        shown.click(u"input"_s, u"field.tables.0.columns.up"_s);
        QCOMPARE(shown.at(inputTables + u".0.columns"_s), QByteArray("[\"id\",\"note\"]"));
        auto *more = shown.in<QLineEdit>(u"input"_s, u"new.tables.0.columns"_s);
        more->setText(u"extra"_s);
        Q_EMIT more->returnPressed();
        QCOMPARE(shown.at(inputTables + u".0.columns"_s), QByteArray("[\"id\",\"note\",\"extra\"]"));
        for (int row = 0; row < 3; ++row)
            columns->topLevelItem(row)->setCheckState(0, Qt::Unchecked);
        QCOMPARE(shown.at(inputTables), QByteArray("[{\"source\":\"in.c-shop.orders\"}]")); // none: all
        shown.type(u"input"_s, u"field.tables.0.source"_s, u"in.c-shop.none"_s);
        QVERIFY(!columns->isVisibleTo(shown.work.page.findChild<QWidget *>(u"inputSection"_s)));
    }

    void theFirstRowsAreShown()
    {
        MappedJob shown("{\"input\":{\"tables\":[{\"source\":\"in.c-shop.orders\"}]}}");
        auto *preview = shown.in<FilePreviewPane>(u"input"_s, u"field.tables.0.preview"_s);
        QTRY_COMPARE(preview->tableModel()->rowCount(), 4);
        QCOMPARE(preview->tableModel()->index(2, 1).data().toString(), u"Cleo"_s);
        shown.type(u"input"_s, u"field.tables.0.source"_s, u"in.c-shop.nothing"_s);
        QTRY_COMPARE(preview->tableModel()->rowCount(), 0);
        const auto says = [preview] { return preview->findChild<QLabel *>(u"previewSentence"_s)->text(); };
        QTRY_COMPARE(says(), u"The Storage here has no table in.c-shop.nothing."_s);
        shown.type(u"input"_s, u"field.tables.0.source"_s, {});
        QTRY_COMPARE(says(), u"Choose a table to see its first rows."_s);
    }

    void aFileOnDiskAsThisTable()
    {
        MappedJob shown("{\"input\":{\"tables\":[{\"source\":\"in.c-shop.prices\"}]}}");
        const QString file = shown.put(u"prices.csv"_s, "sku;price\na;1\nb;2\n");
        shown.click(u"input"_s, u"browse.tables.0.file"_s);
        QFileDialog *dialog = nullptr;
        QTRY_VERIFY(dialog = shown.work.page.findChild<QFileDialog *>(u"pathDialog"_s));
        Q_EMIT dialog->fileSelected(file);
        dialog->close();
        QCOMPARE(shown.at(u"input.fileTables"_s), QByteArray("{\"in.c-shop.prices\":\"prices.csv\"}"));
        auto *preview = shown.in<FilePreviewPane>(u"input"_s, u"field.tables.0.preview"_s);
        QTRY_COMPARE(preview->tableModel()->rowCount(), 2);
        QCOMPARE(preview->tableModel()->columnCount(), 2);
        auto *facts = shown.in<QWidget>(u"input"_s, u"fileFacts.tables.0.file"_s);
        QTRY_VERIFY(!facts->isHidden());
        QVERIFY(facts->findChild<QLabel *>()->text().startsWith("2 columns, parted by semicolons"_L1));
        QCOMPARE(shown.in<QTreeWidget>(u"input"_s, u"field.tables.0.columns"_s)->topLevelItemCount(), 2);
        shown.type(u"input"_s, u"field.tables.0.file"_s, u"none.csv"_s);
        QTRY_VERIFY(facts->findChild<QLabel *>()->text().contains("none.csv"_L1));
        shown.type(u"input"_s, u"field.tables.0.file"_s, {});
        QVERIFY(shown.at(u"input.fileTables"_s).isEmpty());
        QTRY_VERIFY(facts->isHidden());
    }

    void aDataFolderAsItIs()
    {
        MappedJob shown({});
        const auto *tables = shown.in<QWidget>(u"input"_s, u"field.tables"_s);
        QVERIFY(tables->isVisible());
        const QList<QRadioButton *> modes = shown.work.page.findChild<QWidget *>(u"inputSection"_s)->findChildren<QRadioButton *>();
        QCOMPARE(modes.size(), 2);
        modes[1]->click();
        QCOMPARE(shown.at(u"input.mode"_s), QByteArray("\"folder\""));
        QVERIFY(!tables->isVisible());
        QVERIFY(QDir(shown.work.folder.path()).mkdir(u"data"_s));
        shown.click(u"input"_s, u"browse.folder"_s);
        QFileDialog *dialog = nullptr;
        QTRY_VERIFY(dialog = shown.work.page.findChild<QFileDialog *>(u"pathDialog"_s));
        Q_EMIT dialog->fileSelected(shown.work.path(u"data"_s));
        dialog->close();
        QCOMPARE(shown.at(u"input.folder"_s), QByteArray("\"data\""));
    }

    void rulesAreToldAtTheirFields_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QString>("field");
        QTest::newRow("I1 values without a column") << QByteArray("{\"source\":\"in.c-a.b\",\"where_values\":[\"1\"]}") << u"where_column"_s;
        QTest::newRow("I1 a column without values") << QByteArray("{\"source\":\"in.c-a.b\",\"where_column\":\"a\"}") << u"where_values"_s;
        QTest::newRow("§4.1 no source") << QByteArray("{\"destination\":\"a.csv\"}") << u"source"_s;
        QTest::newRow("§4.1 a negative limit") << QByteArray("{\"source\":\"in.c-a.b\",\"limit\":-1}") << u"limit"_s;
    }
    void rulesAreToldAtTheirFields()
    {
        QFETCH(QByteArray, table);
        QFETCH(QString, field);
        MappedJob shown("{\"input\":{\"tables\":[{\"source\":\"in.c-shop.orders\"}," + table + "]}}");
        shown.work.press(u"runJobButton"_s);
        const QString name = u"field.tables.1."_s + field;
        QTRY_VERIFY2(shown.work.find<QWidget>(name, u"inputSection"_s), qPrintable(shown.work.problems().join(u' ')));
        QTRY_VERIFY(shown.in<QWidget>(u"input"_s, name)->hasFocus());
        const QString error = u"error.tables.1."_s + field;
        QTRY_VERIFY(shown.work.find<QWidget>(error, u"inputSection"_s) && shown.work.find<QWidget>(error, u"inputSection"_s)->isVisible());
    }

    void O5_aDefaultBucketAtOneClick()
    {
        MappedJob shown("{\"input\":{}}");
        auto *offer = shown.in<QWidget>(u"output"_s, u"defaultBucketOffer"_s);
        QVERIFY(offer->isVisible());
        shown.click(u"output"_s, u"giveDefaultBucket"_s);
        QCOMPARE(shown.at(u"configuration.storage.output"_s), QByteArray("{\"default_bucket\":\"out.c-split-comments\"}"));
        QVERIFY(!offer->isVisible());
        QCOMPARE(shown.in<QLineEdit>(u"output"_s, u"field.default_bucket"_s)->text(), u"out.c-split-comments"_s);
        shown.work.find<QAction>(u"undoJob"_s)->trigger();
        QVERIFY(offer->isVisible());
    }

    void outputsAreMapped()
    {
        MappedJob shown("{\"output\":{\"tables\":[{\"source\":\"parts.csv\",\"destination\":\"in.c-shop.orders\",\"deduplication_strategy\":\"upsert\"}]}}");
        auto *key = shown.in<QLineEdit>(u"output"_s, u"field.tables.0.primary_key"_s);
        QCOMPARE(key->completer()->model()->rowCount(), 4);
        key->setFocus();
        key->setText(u"id"_s);
        Q_EMIT key->returnPressed();
        shown.click(u"output"_s, u"field.tables.0.incremental"_s);
        shown.click(u"output"_s, u"field.tables.0.delete_where.add"_s);
        shown.click(u"output"_s, u"field.tables.0.delete_where.0.where_filters.add"_s);
        shown.type(u"output"_s, u"field.tables.0.delete_where.0.where_filters.0.column"_s, u"customer"_s);
        auto *values = shown.in<QLineEdit>(u"output"_s, u"field.tables.0.delete_where.0.where_filters.0.values_from_set"_s);
        values->setText(u"Ada"_s);
        Q_EMIT values->returnPressed();
        QCOMPARE(shown.at(u"configuration.storage.output.tables"_s),
                 QByteArray("[{\"source\":\"parts.csv\",\"destination\":\"in.c-shop.orders\",\"deduplication_strategy\":\"upsert\",\"primary_key\":[\"id\"],"
                            "\"incremental\":true,\"delete_where\":[{\"where_filters\":[{\"column\":\"customer\",\"values_from_set\":[\"Ada\"]}]}]}]"));
        QVERIFY2(!shown.work.problems().join(u' ').contains(u"storage.output"_s), qPrintable(shown.work.problems().join(u' ')));
        QTRY_COMPARE(shown.in<FilePreviewPane>(u"output"_s, u"field.tables.0.preview"_s)->tableModel()->rowCount(), 4);
    }

    void filesAreMapped()
    {
        MappedJob shown("{\"input\":{\"files\":[{\"tags\":[\"daily\"],\"processed_tags\":[\"done\"]}]}}");
        shown.type(u"input"_s, u"field.files.0.query"_s, u"name:a"_s);
        QCOMPARE(shown.at(u"configuration.storage.input.files"_s), QByteArray("[{\"tags\":[\"daily\"],\"processed_tags\":[\"done\"],\"query\":\"name:a\"}]"));
        QCOMPARE(shown.in<QTreeView>(u"input"_s, u"field.files"_s)->model()->index(0, 0).data().toString(), u"daily"_s);
    }
};

LONGSHORE_GUI_TEST_MAIN(TestMappingEditor)
#include "tst_mappingeditor.moc"
