// SPDX-License-Identifier: GPL-3.0-or-later
// 100,000 random rows in random loads against a model that is nothing but a std::map (O12, O13), and loads that are
// killed: nothing of them may be left.
#include "tests/support/storagefixture.h"
#include "tests/support/testmain.h"

#include "model/storage/csvreader.h"

#include <QDir>
#include <QRandomGenerator>
#include <csignal>
#include <map>
#include <SQLiteCpp/Database.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace longshore;
using namespace longshore::test;

namespace
{

const QString id = u"in.c-main.model"_s;

using Key = std::pair<QByteArray, QByteArray>;
using Model = std::map<Key, QByteArrayList>;

QByteArray quotedCell(QByteArray text)
{
    return '"' + text.replace("\"", "\"\"") + '"';
}

QByteArray randomText(QRandomGenerator &random)
{
    static const QByteArrayList parts{"", "a", "\"", ",", "\n", "\xc3\xa9", "zz", "0", "\r", " "};
    QByteArray text;
    for (int i = int(random.bounded(4)); i > 0; --i)
        text += parts[random.bounded(int(parts.size()))];
    return text;
}

Model readBack(const QString &path, qint64 *rows)
{
    Model found;
    auto source = CsvSource::open(path);
    CsvReader reader(std::move(*source), {});
    (void)reader.next();
    *rows = 0;
    for (; reader.next(); ++*rows) {
        QByteArrayList record;
        for (const std::string_view field : reader.fields())
            record.append(QByteArray(field.data(), qsizetype(field.size())));
        found[{record[2], record[0]}] = record;
    }
    return found;
}

} // namespace

class TestStorageProperty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void O13_againstAModel()
    {
        StorageFixture fixture;
        QRandomGenerator random(20'261'128);
        Model model;
        qint64 all = 0;
        for (int round = 0; all < 100'000; ++round) {
            StorageLoad load;
            load.table = id;
            load.columns = QStringList{u"k2"_s, u"v"_s, u"k1"_s};
            load.primaryKey = QStringList{u"k1"_s, u"k2"_s};
            load.incremental = random.bounded(5) != 0;
            if (!load.incremental)
                model.clear();
            if (load.incremental && random.bounded(3) == 0) {
                const QByteArray value = randomText(random);
                const bool negated = random.bounded(4) == 0;
                if (!model.empty())
                    std::erase_if(model, [&](const auto &entry) { return (entry.second[1] == value) != negated; });
                load.deletes = {StorageDelete{{}, {}, {{u"v"_s, negated, {QString::fromUtf8(value)}}}}};
            }
            QByteArray csv;
            const int count = int(random.bounded(9000));
            for (int i = 0; i < count; ++i) {
                const QByteArrayList row{QByteArray::number(random.bounded(3000)), randomText(random), randomText(random)};
                csv += quotedCell(row[0]) + ',' + quotedCell(row[1]) + ',' + quotedCell(row[2]) + '\n';
                model[{row[2], row[0]}] = row;
            }
            all += count;
            load.sources = {fixture.write(u"m.csv"_s, csv)};
            const auto done = fixture.storage().load(load);
            VERIFY_DONE(done);
            StorageExport what;
            what.table = id;
            VERIFY_DONE(fixture.storage().exportTable(what, fixture.path(u"out.csv"_s)));
            qint64 rows = 0;
            const Model found = readBack(fixture.path(u"out.csv"_s), &rows);
            QCOMPARE(rows, qint64(model.size()));
            QVERIFY2(found == model, qPrintable(u"round %1"_s.arg(round)));
            qint64 bytes = 0;
            for (const auto &[key, row] : model)
                bytes += row[0].size() + row[1].size() + row[2].size();
            QCOMPARE(done->table.rows, rows);
            QCOMPARE(done->table.bytes, bytes);
        }
    }

    void O14_killedLoad_data()
    {
        QTest::addColumn<bool>("incremental");
        QTest::addColumn<bool>("keyed");
        QTest::newRow("full") << false << false;
        QTest::newRow("full, keyed") << false << true;
        QTest::newRow("append") << true << false;
        QTest::newRow("upsert") << true << true;
    }
    void O14_killedLoad()
    {
        QFETCH(bool, incremental);
        QFETCH(bool, keyed);
        QTemporaryDir dir;
        const QString directory = dir.filePath(u"storage"_s);
        StorageLoad load;
        load.table = id;
        load.columns = QStringList{u"id"_s, u"v"_s};
        load.incremental = incremental;
        if (keyed)
            load.primaryKey = QStringList{u"id"_s};
        const auto write = [&](const QString &name, int rows, const QByteArray &value) {
            QFile file(dir.filePath(name));
            if (!file.open(QIODevice::WriteOnly))
                qFatal("cannot write");
            for (int i = 0; i < rows; ++i)
                file.write(QByteArray::number(i) + ',' + value + '\n');
            return file.fileName();
        };
        const QString before = write(u"before.csv"_s, 1000, "old");
        const QString big = write(u"big.csv"_s, 60'000, "new");
        load.sources = {before};
        VERIFY_DONE((*Storage::open(directory))->load(load));
        bool endedWell = false;
        for (int at = 0; !endedWell && at < 200; at += 7) {
            const pid_t child = ::fork();
            if (child == 0) {
                // SIGKILL at the look number `at`: no code of ours runs after it.
                int looks = 0;
                load.sources = {big};
                const auto storage = Storage::open(directory);
                const auto done = (*storage)->load(load, [&](qint64, qint64) {
                    if (looks++ == at)
                        ::kill(::getpid(), SIGKILL);
                    return true;
                });
                ::_exit(done ? 0 : 1);
            }
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            endedWell = WIFEXITED(status) && WEXITSTATUS(status) == 0;
            QVERIFY(endedWell || WIFSIGNALED(status));
            const auto storage = Storage::open(directory);
            VERIFY_DONE(storage);
            const auto table = (*storage)->table(id);
            VERIFY_DONE(table);
            QCOMPARE(table->rows, endedWell ? 60'000 + (incremental && !keyed ? 1000 : 0) : 1000);
            QCOMPARE((*storage)->preview(id, 100'000)->size(), table->rows);
            SQLite::Database database(directory.toStdString() + "/storage.db", SQLite::OPEN_READONLY);
            QCOMPARE(database.execAndGet("SELECT count(*) FROM staging").getInt(), 0);
            QCOMPARE(database.execAndGet("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'data#_%' ESCAPE '#' AND type = 'table'").getInt(), 1);
            QCOMPARE(database.execAndGet("PRAGMA integrity_check").getString(), std::string("ok"));
            QCOMPARE(QDir(directory + u"/locks"_s).entryList(QDir::Files).size(), 0);
        }
        QVERIFY(endedWell);
    }
};

LONGSHORE_TEST_MAIN(TestStorageProperty)
#include "tst_storageproperty.moc"
