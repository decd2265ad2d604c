// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/storagefilesmodel.h"
#include "model/storage/storagesave.h"
#include "model/storage/storagetreemodel.h"
#include "tests/support/storagefixtures.h"
#include "tests/support/calls.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// The lists of the Storage page.
class tst_StorageModels : public QObject
{
    Q_OBJECT

    static QStringList ids(const QAbstractItemModel &model, const QModelIndex &parent = {})
    {
        QStringList found;
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            found << index.data(StorageTreeModel::IdRole).toString();
            found += ids(model, index);
        }
        return found;
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void bucketsAndTheirTables()
    {
        StorageTreeModel model;
        const QAbstractItemModelTester tester(&model);
        const StorageListing listing = StorageFixtures::mockup();
        model.setNow(StorageFixtures::now());
        model.applySnapshot(listing.buckets, listing.tables);
        QCOMPARE(ids(model), (QStringList{u"in.c-main"_s, u"in.c-main.customers"_s, u"in.c-main.orders"_s, u"in.c-shop"_s, u"in.c-shop.products"_s, u"out.c-forum"_s, u"out.c-forum.parts"_s}));
        const QModelIndex orders = model.find(u"in.c-main.orders"_s);
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells << orders.siblingAtColumn(column).data().toString();
        QCOMPARE(cells, (QStringList{u"orders"_s, u"1,204,331"_s, u"96.4 MB"_s, u"4"_s, u"2 h"_s}));
        QCOMPARE(model.index(0, StorageTreeModel::RowsColumn).data().toString(), u"1,245,538"_s);
        QCOMPARE(model.tableCount(), 4);
        QVERIFY(model.table(u"in.c-main.orders"_s) && !model.table(u"in.c-main"_s) && !model.table(u"x"_s));
        QVERIFY(model.bucket(u"in.c-shop"_s) && !model.bucket(u"in.c-main.orders"_s));
    }

    void aSnapshotIsRowOperations()
    {
        StorageTreeModel model;
        const QAbstractItemModelTester tester(&model);
        StorageListing listing = StorageFixtures::mockup();
        model.applySnapshot(listing.buckets, listing.tables);
        const QPersistentModelIndex orders = model.find(u"in.c-main.orders"_s);
        const QPersistentModelIndex products = model.find(u"in.c-shop.products"_s);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        model.applySnapshot(listing.buckets, listing.tables);
        QVERIFY(changed.isEmpty() && inserted.isEmpty() && removed.isEmpty());
        // A table grows, one goes, one comes before it, a bucket comes first and one goes.
        listing.tables[1].rows += 5;
        listing.tables.removeAt(0);
        listing.tables.append(StorageFixtures::table(u"in.c-main.a"_s, {u"x"_s}, {}, 1, 1, 0));
        listing.tables.append(StorageFixtures::table(u"in.c-a.t"_s, {u"x"_s}, {}, 1, 1, 0));
        listing.buckets.removeAt(2);
        StorageBucket first;
        first.id = u"in.c-a"_s;
        listing.buckets.append(first);
        model.applySnapshot(listing.buckets, listing.tables);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(ids(model), (QStringList{u"in.c-a"_s, u"in.c-a.t"_s, u"in.c-main"_s, u"in.c-main.a"_s, u"in.c-main.orders"_s, u"in.c-shop"_s, u"in.c-shop.products"_s}));
        QVERIFY(orders.isValid() && orders.data(StorageTreeModel::IdRole).toString() == u"in.c-main.orders"_s);
        QCOMPARE(orders.sibling(orders.row(), StorageTreeModel::RowsColumn).data().toString(), u"1,204,336"_s);
        QCOMPARE(products.parent().row(), 2);
        model.applySnapshot({}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void filterWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("a table") << u"order"_s << QStringList{u"in.c-main"_s, u"in.c-main.orders"_s};
        QTest::newRow("a column") << u"SKU"_s << QStringList{u"in.c-shop"_s, u"in.c-shop.products"_s};
        QTest::newRow("a bucket shows its tables") << u"c-shop"_s << QStringList{u"in.c-shop"_s, u"in.c-shop.products"_s};
        QTest::newRow("two words") << u"main id"_s << QStringList{u"in.c-main"_s, u"in.c-main.customers"_s, u"in.c-main.orders"_s};
        QTest::newRow("none") << u"nothing of it"_s << QStringList();
    }
    void filterWords()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        StorageTreeModel model;
        StorageSortFilter filter;
        filter.setSourceModel(&model);
        const StorageListing listing = StorageFixtures::mockup();
        model.applySnapshot(listing.buckets, listing.tables);
        filter.setWords(text);
        filter.sort(0);
        QCOMPARE(ids(filter), expected);
    }

    void filesNewestFirst()
    {
        StorageFilesModel model;
        const QAbstractItemModelTester tester(&model);
        model.setNow(StorageFixtures::now());
        StorageListing listing = StorageFixtures::mockup();
        model.applySnapshot(listing.files);
        QCOMPARE(model.rowCount(), 3);
        const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(0, StorageFilesModel::NameColumn), u"summary.json"_s);
        QCOMPARE(cell(0, StorageFilesModel::TagsColumn), u"nightly, report"_s);
        QCOMPARE(cell(0, StorageFilesModel::ExpiryColumn), u"in 15 d"_s);
        QCOMPARE(cell(1, StorageFilesModel::ExpiryColumn), u"kept"_s);
        QCOMPARE(cell(2, StorageFilesModel::ExpiryColumn), u"expired"_s);
        QVERIFY(model.index(2, 0).data(StorageFilesModel::ExpiredRole).toBool());
        StorageSortFilter filter;
        filter.setSourceModel(&model);
        filter.setWords(u"report"_s);
        QCOMPARE(filter.rowCount(), 1);
        filter.setWords({});
        filter.sort(StorageFilesModel::SizeColumn, Qt::AscendingOrder);
        QCOMPARE(filter.index(0, 0).data().toString(), u"old.csv"_s);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        listing.files.removeAt(1);
        listing.files[1].tags << u"x"_s;
        model.applySnapshot(listing.files);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(cell(1, StorageFilesModel::TagsColumn), u"debug, x"_s);
        QCOMPARE(reset.size(), 0);
    }

    void storedFilesAreCopiedWhole()
    {
        QTemporaryDir dir;
        QVERIFY(QDir(dir.path()).mkdir(u"slices"_s));
        const auto put = [&](const QString &name, const QByteArray &bytes) {
            QFile file(dir.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        };
        const auto read = [&](const QString &name) {
            QFile file(dir.filePath(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
        };
        QVERIFY(put(u"one"_s, QByteArray(3 << 20, 'x')) && put(u"slices/1"_s, "a") && put(u"slices/2"_s, "b"));
        qint64 told = 0;
        const auto goOn = [&told](qint64 done, qint64 total) {
            told = done;
            return done <= total;
        };
        QVERIFY(saveStored(dir.filePath(u"one"_s), dir.filePath(u"copy"_s), goOn));
        QCOMPARE(told, 3 << 20);
        QCOMPARE(read(u"copy"_s).size(), 3 << 20);
        QVERIFY(saveStored(dir.filePath(u"slices"_s), dir.filePath(u"out"_s), goOn));
        QCOMPARE(read(u"out/2"_s), QByteArray("b"));
        QCOMPARE(failure(saveStored(dir.filePath(u"slices"_s), dir.filePath(u"out"_s), goOn)), u"conflict"_s);
        QCOMPARE(failure(saveStored(dir.filePath(u"gone"_s), dir.filePath(u"x"_s), goOn)), u"not-found"_s);
        QCOMPARE(failure(saveStored(dir.filePath(u"one"_s), dir.filePath(u"cancelled"_s), [](qint64, qint64) { return false; })), u"cancelled"_s);
        QCOMPARE(failure(saveStored(dir.filePath(u"slices"_s), dir.filePath(u"cancelled"_s), [](qint64, qint64) { return false; })), u"cancelled"_s);
        QCOMPARE(QDir(dir.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot, QDir::Name), (QStringList{u"copy"_s, u"one"_s, u"out"_s, u"slices"_s}));
    }
};

LONGSHORE_TEST_MAIN(tst_StorageModels)
#include "tst_storagemodels.moc"
