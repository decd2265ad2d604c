// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/storage.h"
#include "model/storage/storagecommands.h"
#include "model/tasks/tasklist.h"
#include "tests/gui/shellfixture.h"
#include "tests/support/calls.h"
#include "tests/support/storagefixtures.h"
#include "tests/support/testmain.h"
#include "ui/storage/storagedetailpane.h"
#include "ui/storage/storagedialogs.h"
#include "ui/storage/storagepage.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QFileDialog>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace longshore;

namespace
{

const QString evil = u"<img src=x>&amp;<b>"_s;

/// The page over a real Storage in a folder of its own.
struct Shown {
    explicit Shown(const QString &folder = {})
        : directory(folder.isEmpty() ? dir.filePath(u"storage"_s) : folder)
        , commands(directory, tasks)
        , page(commands)
    {
        page.resize(1240, 700);
        page.show();
        page.activateWindow();
    }
    bool listed() { return QTest::qWaitFor([this] { return !commands.isRefreshing(); }); }
    QString put(const QString &name, const QByteArray &bytes)
    {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s", qPrintable(file.errorString()));
        return file.fileName();
    }
    bool ended(Task *task)
    {
        return QTest::qWaitFor([task] { return !task->isRunning(); }, 20'000) && listed();
    }
    /// Two tables of one bucket.
    bool fill()
    {
        StorageLoad load;
        load.table = u"in.c-main.orders"_s;
        load.sources = {put(u"orders.csv"_s, "id,name\n1,a\n2,b\n3,c\n")};
        load.primaryKey = {u"id"_s};
        StorageLoad other;
        other.table = u"in.c-main.empty"_s;
        other.sources = {put(u"empty.csv"_s, "id\n")};
        return listed() && ended(commands.importCsv(load)) && ended(commands.importCsv(other));
    }
    template<class T>
    T *find(const char *name)
    {
        T *found = page.findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    QTreeView *tables() { return find<QTreeView>("storageTables"); }
    QAction *action(const char *name) { return find<QAction>(name); }
    QDialog *dialog(const char *name)
    {
        QDialog *found = nullptr;
        if (!QTest::qWaitFor([&] { return (found = page.findChild<QDialog *>(QLatin1String(name))) && found->isVisible(); }))
            qFatal("no dialog %s", name);
        return found;
    }
    QString text(const char *name) { return find<QLabel>(name)->text(); }
    QStringList shownTables()
    {
        QStringList names;
        const QAbstractItemModel *model = tables()->model();
        for (int bucket = 0; bucket < model->rowCount(); ++bucket)
            for (int row = 0; row < model->rowCount(model->index(bucket, 0)); ++row)
                names << model->index(row, 0, model->index(bucket, 0)).data(StorageTreeModel::IdRole).toString();
        return names;
    }
    bool saysOnScreen(const QString &words)
    {
        for (const QLabel *label : page.findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(words))
                return true;
        return false;
    }

    QTemporaryDir dir;
    QString directory;
    TaskList tasks;
    StorageCommands commands;
    StoragePage page;
};

} // namespace

/// The Storage page over the real Storage.
class tst_StoragePage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>(qApp, Theme::Scheme::Light);
    }

    void emptySaysWhatToDo()
    {
        Shown shown;
        QVERIFY(shown.listed());
        QTRY_VERIFY(shown.saysOnScreen(u"The Storage is empty"_s));
        QVERIFY(!shown.tables()->isVisible());
        QCOMPARE(shown.page.count(), 0);
    }

    void aStorageThatCannotBeReadSaysWhy()
    {
        Shown shown(u"/proc/longshore-storage"_s);
        QVERIFY(shown.listed());
        QTRY_VERIFY(shown.saysOnScreen(u"The Storage cannot be read"_s));
        QVERIFY(shown.saysOnScreen(u"/proc/longshore-storage"_s));
        QCOMPARE(shown.page.count(), -1);
    }

    void tablesWithTheirDetail()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QCOMPARE(shown.shownTables(), (QStringList{u"in.c-main.empty"_s, u"in.c-main.orders"_s}));
        QCOMPARE(shown.page.count(), 2);
        shown.page.open(u"in.c-main.orders"_s);
        QCOMPARE(shown.text("storageTitle"), u"in.c-main.orders"_s);
        QVERIFY(shown.text("storageSentence").startsWith(u"3 rows · 2 columns"_s));
        QCOMPARE(shown.text("tableId"), u"in.c-main.orders"_s);
        QVERIFY(shown.saysOnScreen(u"Primary key"_s));
        // Enter leads to the first rows.
        shown.tables()->setFocus();
        QTest::keyClick(shown.tables(), Qt::Key_Return);
        auto *table = shown.find<QTableView>("previewTable");
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QVERIFY(table->isVisible());
        QCOMPARE(table->model()->index(1, 1).data().toString(), u"b"_s);
        QCOMPARE(shown.text("previewFacts").section(u" · "_s, 0, 1), u"3 rows · 2 columns"_s);
        // The choice and the preview outlive a refresh, and rows that were changed are read again.
        StorageLoad more;
        more.table = u"in.c-main.orders"_s;
        more.sources = {shown.put(u"more.csv"_s, "id,name\n4,d\n")};
        more.incremental = true;
        QVERIFY(shown.ended(shown.commands.importCsv(more)));
        QCOMPARE(shown.text("storageTitle"), u"in.c-main.orders"_s);
        QTRY_COMPARE(table->model()->rowCount(), 4);
    }

    void importAsksForFileThenTable()
    {
        Shown shown;
        QVERIFY(shown.listed());
        const QString path = shown.put(u"New Orders.csv"_s, "id;name\n1;'a;b'\n");
        shown.action("importCsv")->trigger();
        auto *files = qobject_cast<QFileDialog *>(shown.dialog("importSourceDialog"));
        Q_EMIT files->fileSelected(path);
        files->close();
        QDialog *question = shown.dialog("importQuestion");
        auto *table = question->findChild<QLineEdit *>(u"importTable"_s);
        auto *doIt = question->findChild<QPushButton *>(u"doIt"_s);
        QCOMPARE(table->text(), u"in.c-main.new_orders"_s);
        QVERIFY(doIt->isEnabled());
        table->setText(u"orders"_s);
        QVERIFY(!doIt->isEnabled());
        QVERIFY(question->findChild<QLabel *>(u"importHelp"_s)->text().contains(u"in. or out."_s));
        table->setText(u"out.c-x.orders"_s);
        question->findChild<QLineEdit *>(u"importKey"_s)->setText(u" id "_s);
        question->findChild<QComboBox *>(u"importDelimiter"_s)->setCurrentIndex(1);
        question->findChild<QComboBox *>(u"importEnclosure"_s)->setCurrentIndex(1);
        doIt->click();
        QTRY_COMPARE(shown.shownTables(), QStringList{u"out.c-x.orders"_s});
        shown.page.open(u"out.c-x.orders"_s);
        shown.find<StorageDetailPane>("storageDetail")->showTab(StorageDetailPane::Preview);
        auto *rows = shown.find<QTableView>("previewTable");
        QTRY_COMPARE(rows->model()->rowCount(), 1);
        QCOMPARE(rows->model()->index(0, 1).data().toString(), u"a;b"_s);
        QCOMPARE(shown.tasks.tasks().first()->state(), Task::State::Finished);
        QVERIFY(shown.tasks.tasks().first()->step().contains(u"1 rows read"_s));
    }

    void anImportThatFailsIsSaidAndChangesNothing()
    {
        Shown shown;
        QVERIFY(shown.fill());
        StorageLoad load;
        load.table = u"in.c-main.orders"_s;
        load.sources = {shown.put(u"bad.csv"_s, "id,name\n1,a,too many\n")};
        QVERIFY(shown.ended(shown.commands.importCsv(load)));
        QVERIFY(shown.find<QWidget>("storageFailure")->isVisible());
        QVERIFY(shown.saysOnScreen(u"Import bad.csv into in.c-main.orders: failed"_s));
        QCOMPARE(shown.tasks.tasks().first()->state(), Task::State::Failed);
        shown.page.open(u"in.c-main.orders"_s);
        QVERIFY(shown.text("storageSentence").startsWith(u"3 rows"_s));
        shown.action("dismissStorageFailure")->trigger();
        QVERIFY(!shown.find<QWidget>("storageFailure")->isVisible());
    }

    void aLongImportIsCancelled()
    {
        Shown shown;
        QVERIFY(shown.listed());
        QByteArray rows("id,text\n");
        for (int i = 0; i < 400'000; ++i)
            rows += QByteArray::number(i) + ",some text that fills a row\n";
        StorageLoad load;
        load.table = u"in.c-main.long"_s;
        load.sources = {shown.put(u"long.csv"_s, rows)};
        Task *task = shown.commands.importCsv(load);
        QVERIFY(task->isCancellable());
        task->cancel();
        QVERIFY(shown.ended(task));
        QCOMPARE(task->state(), Task::State::Cancelled);
        QVERIFY(shown.shownTables().isEmpty());
        QVERIFY(!shown.find<QWidget>("storageFailure")->isVisible());
    }

    void exportWritesAFile()
    {
        Shown shown;
        QVERIFY(shown.fill());
        shown.page.open(u"in.c-main.orders"_s);
        shown.action("exportCsv")->trigger();
        auto *files = qobject_cast<QFileDialog *>(shown.dialog("storageTargetDialog"));
        const QString path = shown.dir.filePath(u"out.csv"_s);
        Q_EMIT files->fileSelected(path);
        files->close();
        QTRY_COMPARE(shown.tasks.tasks().first()->state(), Task::State::Finished);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("\"id\",\"name\"\n\"1\",\"a\"\n\"2\",\"b\"\n\"3\",\"c\"\n"));
    }

    void dropNamesWhatGoes_data()
    {
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("subjects");
        QTest::addColumn<int>("left");
        QTest::newRow("table") << u"in.c-main.orders"_s << u"Drop in.c-main.orders"_s << u"in.c-main.orders · 3 rows"_s << 1;
        QTest::newRow("bucket") << u"in.c-main"_s << u"Drop in.c-main"_s << u"in.c-main|in.c-main.empty|in.c-main.orders"_s << 0;
    }
    void dropNamesWhatGoes()
    {
        QFETCH(QString, chosen);
        QFETCH(QString, button);
        QFETCH(QString, subjects);
        QFETCH(int, left);
        Shown shown;
        QVERIFY(shown.fill());
        shown.page.open(chosen);
        shown.tables()->setFocus();
        QTest::keyClick(shown.tables(), Qt::Key_Delete);
        QDialog *question = shown.dialog("dropQuestion");
        QStringList named;
        for (const QLabel *label : question->findChildren<QLabel *>(u"subject"_s))
            named << label->text();
        QVERIFY2(named.join(u'|').startsWith(subjects), qPrintable(named.join(u'|')));
        auto *doIt = question->findChild<QPushButton *>(u"doIt"_s);
        QCOMPARE(doIt->text(), button);
        QVERIFY(question->findChild<QPushButton *>(u"cancel"_s)->isDefault());
        doIt->click();
        QTRY_COMPARE(shown.shownTables().size(), left);
    }

    void filesWithTagsAndPreview()
    {
        Shown shown;
        QVERIFY(shown.listed());
        const auto storage = Storage::open(shown.directory);
        QVERIFY(storage);
        StorageFileUpload upload;
        upload.name = u"notes.json"_s;
        upload.source = shown.put(u"notes"_s, "{\"a\": [1, 2]}");
        upload.tags = {u"nightly"_s, evil};
        QVERIFY((*storage)->addFile(upload));
        shown.action("refreshStorage")->trigger();
        QVERIFY(shown.listed());
        shown.page.showList(StoragePage::Files);
        auto *files = shown.find<QTreeView>("storageFiles");
        QCOMPARE(files->model()->rowCount(), 1);
        QVERIFY(files->model()->index(0, 1).data().toString().contains(evil));
        QCOMPARE(shown.text("storageTitle"), u"notes.json"_s);
        shown.find<StorageDetailPane>("storageDetail")->showTab(StorageDetailPane::Preview);
        auto *preview = shown.page.findChild<FilePreviewPane *>();
        QTRY_COMPARE(preview->preview().kind, FilePreview::Kind::Json);
        shown.action("copyStoredPath")->trigger();
        QVERIFY(QFile::exists(QGuiApplication::clipboard()->text()));
        shown.action("saveStoredFile")->trigger();
        auto *dialog = qobject_cast<QFileDialog *>(shown.dialog("storageTargetDialog"));
        Q_EMIT dialog->fileSelected(shown.dir.filePath(u"saved.json"_s));
        dialog->close();
        QTRY_VERIFY(QFile::exists(shown.dir.filePath(u"saved.json"_s)));
        QVERIFY(shown.listed());
        shown.action("dropFromStorage")->trigger();
        shown.dialog("dropQuestion")->findChild<QPushButton *>(u"doIt"_s)->click();
        QTRY_COMPARE(files->model()->rowCount(), 0);
    }

    void filterAndKeys()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(QTest::qWaitForWindowActive(&shown.page));
        shown.page.focusFilter();
        auto *edit = shown.find<QWidget>("storageFilter")->findChild<QLineEdit *>();
        QTRY_VERIFY(edit->hasFocus());
        QTest::keyClicks(edit, u"name"_s); // a column's
        QCOMPARE(shown.shownTables(), QStringList{u"in.c-main.orders"_s});
        QTest::keyClick(edit, Qt::Key_Down);
        QVERIFY(shown.tables()->hasFocus());
        QTest::keyClick(shown.tables(), Qt::Key_I, Qt::ControlModifier);
        shown.dialog("importSourceDialog")->close();
        QTRY_VERIFY(!shown.page.findChild<QFileDialog *>()); // its labels are Qt's
        shown.page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.page));
        shown.page.open(u"in.c-main.orders"_s);
        shown.tables()->setFocus();
        QTest::keyClick(shown.tables(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"in.c-main.orders"_s);
        for (const QToolButton *button : shown.page.findChildren<QToolButton *>())
            QVERIFY2(!button->isVisible() || qobject_cast<QLineEdit *>(button->parent()) || !button->accessibleName().isEmpty() || !button->text().isEmpty(), qPrintable(button->objectName()));
        QCOMPARE(test::labelsThatAreNotPlain(shown.page), QStringList());
    }

    void actionsFitWhatIsChosen()
    {
        Shown shown;
        QVERIFY(shown.listed());
        shown.page.setListing(test::StorageFixtures::mockup());
        const auto enabled = [&] {
            QStringList names;
            for (const QAction *action : shown.page.pageActions())
                if (action && action->isEnabled())
                    names << action->objectName();
            return names.join(u' ');
        };
        shown.page.open(u"in.c-main"_s);
        QCOMPARE(enabled(), u"importCsv copyStorageId dropFromStorage refreshStorage"_s);
        shown.page.open(u"in.c-main.orders"_s);
        QCOMPARE(enabled(), u"importCsv exportCsv copyStorageId dropFromStorage refreshStorage"_s);
        shown.page.showList(StoragePage::Files);
        QCOMPARE(enabled(), u"importCsv saveStoredFile copyStorageId copyStoredPath dropFromStorage refreshStorage"_s);
        QCOMPARE(shown.action("dropFromStorage")->text(), u"Drop file…"_s);
    }

    void proposedNames_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("table");
        QTest::newRow("plain") << u"/x/orders.csv"_s << u"in.c-main.orders"_s;
        QTest::newRow("gzip") << u"/x/Orders 2026.csv.gz"_s << u"in.c-main.orders_2026"_s;
        QTest::newRow("odd") << u"/x/--é.tsv"_s << u"in.c-main.table"_s;
        QTest::newRow("dots") << u"/x/a.b.csv"_s << u"in.c-main.a_b"_s;
    }
    void proposedNames()
    {
        QFETCH(QString, path);
        QFETCH(QString, table);
        QCOMPARE(storagedialogs::proposedTable(path), table);
        QCOMPARE(storagedialogs::tableIdProblem(table), QString());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

LONGSHORE_GUI_TEST_MAIN(tst_StoragePage)
#include "tst_storagepage.moc"
