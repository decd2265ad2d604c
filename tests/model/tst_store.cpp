// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runjournal.h"
#include "model/store/durablefile.h"
#include "model/store/migrations.h"
#include "model/store/store.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

using namespace longshore;
using namespace Qt::StringLiterals;

class tst_Store : public QObject
{
    Q_OBJECT
    QTemporaryDir m_dir;

    static RunSummary run(const QString &id, RunState state)
    {
        RunSummary summary;
        summary.id.value = id;
        summary.state = state;
        summary.jobName = u"name of "_s + id;
        return summary;
    }

private Q_SLOTS:
    void opensAndKeepsItsId()
    {
        const QString path = m_dir.filePath(u"a/b/store"_s);
        QString uuid;
        {
            const auto store = Store::open(path);
            QVERIFY2(store, qPrintable(store ? QString() : store.error().sentence()));
            uuid = (*store)->uuid();
            QCOMPARE(uuid.size(), 36);
            QVERIFY(!(*store)->readOnly());
            struct stat info {};
            QCOMPARE(::stat(path.toUtf8().constData(), &info), 0);
            QCOMPARE(int(info.st_mode & 0777), 0700);
            QVERIFY(QFileInfo((*store)->runsDirectory()).isDir());
        }
        const auto again = Store::open(path);
        QVERIFY(again);
        QCOMPARE((*again)->uuid(), uuid);
    }

    void pragmas()
    {
        const auto store = Store::open(m_dir.filePath(u"pragmas"_s));
        QVERIFY(store);
        QString mode;
        int id = 0, version = 0;
        QVERIFY((*store)->read([&](SQLite::Database &database) {
            mode = QString::fromStdString(database.execAndGet("PRAGMA journal_mode").getString());
            id = database.execAndGet("PRAGMA application_id").getInt();
            version = database.execAndGet("PRAGMA user_version").getInt();
        }));
        QCOMPARE(mode, u"wal"_s);
        QCOMPARE(id, storeApplicationId);
        QCOMPARE(version, int(storeMigrations().size()));
    }

    void F64_newerStoreIsReadOnly()
    {
        const QString path = m_dir.filePath(u"newer"_s);
        QVERIFY(Store::open(path));
        {
            SQLite::Database database(path.toStdString() + "/index.db", SQLite::OPEN_READWRITE);
            database.exec("PRAGMA user_version=9999");
        }
        const auto store = Store::open(path);
        QVERIFY(store);
        QVERIFY((*store)->readOnly());
        std::optional<Result<void>> result;
        (*store)->write([](SQLite::Database &) {}, this, [&](const Result<void> &written) { result = written; });
        QVERIFY(!result);
        QTRY_VERIFY(result);
        QVERIFY(!*result);
        QCOMPARE(int(result->error().kind), int(Error::Kind::StoreUnwritable));
        QVERIFY(result->error().sentence().contains(u"newer"_s));
    }

    void unwritable_data()
    {
        QTest::addColumn<QString>("path");
        QFile file(m_dir.filePath(u"a file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QTest::newRow("a file") << file.fileName();
        QTest::newRow("below a file") << file.fileName() + u"/store"_s;
        QTest::newRow("in proc") << u"/proc/longshore"_s;
    }
    void unwritable()
    {
        QFETCH(QString, path);
        const auto store = Store::open(path);
        QVERIFY(!store);
        QCOMPARE(int(store.error().kind), int(Error::Kind::StoreUnwritable));
        QVERIFY(store.error().sentence().contains(path));
        QVERIFY(store.error().advice.contains(u"--store"_s));
    }

    void notOurDatabase()
    {
        const QString path = m_dir.filePath(u"foreign"_s);
        QVERIFY(Store::open(path));
        {
            SQLite::Database database(path.toStdString() + "/index.db", SQLite::OPEN_READWRITE);
            database.exec("PRAGMA application_id=1");
        }
        const auto store = Store::open(path);
        QVERIFY(!store);
        QCOMPARE(int(store.error().kind), int(Error::Kind::StoreUnwritable));
    }

    void eventAndProjectionTogether()
    {
        const auto store = Store::open(m_dir.filePath(u"events"_s));
        QVERIFY(store);
        RunJournal journal(*store, this);
        int done = 0;
        const auto count = [&](const Result<void> &result) {
            QVERIFY2(result, qPrintable(result ? QString() : result.error().sentence()));
            ++done;
        };
        journal.setEngine(u"unix:///a"_s, u"id"_s, u"name"_s, u"1"_s);
        journal.record(run(u"01B"_s, RunState::Queued), u"queued"_s, nlohmann::json::object(), this, count);
        journal.setContainerRemoved(false);
        journal.record(run(u"01B"_s, RunState::Running), u"started"_s, {{"a", 1}}, this, count);
        QCOMPARE(done, 0);
        QTRY_COMPARE(done, 2);
        const auto open = RunIndex::open(**store);
        QVERIFY(open);
        QCOMPARE(open->size(), 1);
        QVERIFY(open->first().run.state == RunState::Running);
        QCOMPARE(open->first().seq, 1);
        RunJournal later(*store, this, 2);
        later.record(run(u"01B"_s, RunState::Finished), u"finished"_s, nlohmann::json::object(), this, count);
        QTRY_COMPARE(done, 3);
        QVERIFY(RunIndex::open(**store)->isEmpty());
        QCOMPARE(RunIndex::list(**store, 10)->first().jobName, u"name of 01B"_s);
        QCOMPARE(RunIndex::withPrefix(**store, u"01b"_s)->size(), 1);
        int events = 0, engines = 0;
        QVERIFY((*store)->read([&](SQLite::Database &database) {
            events = database.execAndGet("SELECT count(*) FROM event").getInt();
            engines = database.execAndGet("SELECT count(*) FROM engine JOIN run ON engine_id = engine.id").getInt();
        }));
        QCOMPARE(events, 3);
        QCOMPARE(engines, 1);
    }

    void eventsAreNeverChanged()
    {
        const auto store = Store::open(m_dir.filePath(u"events"_s));
        std::optional<Result<void>> result;
        (*store)->write([](SQLite::Database &database) { database.exec("UPDATE event SET kind = 'x'"); }, this,
                        [&](const Result<void> &written) { result = written; });
        QTRY_VERIFY(result);
        QVERIFY(!*result);
    }

    void failedWriteChangesNothing()
    {
        const auto store = Store::open(m_dir.filePath(u"rollback"_s));
        std::optional<Result<void>> result;
        (*store)->write(
            [](SQLite::Database &database) {
                database.exec("INSERT INTO store VALUES ('k', 'v')");
                database.exec("INSERT INTO nothing VALUES (1)");
            },
            this, [&](const Result<void> &written) { result = written; });
        QTRY_VERIFY(result);
        QVERIFY(!*result);
        int rows = -1;
        QVERIFY((*store)->read([&](SQLite::Database &database) { rows = database.execAndGet("SELECT count(*) FROM store WHERE key = 'k'").getInt(); }));
        QCOMPARE(rows, 0);
    }

    void deadContextIsNotCalled()
    {
        const auto store = Store::open(m_dir.filePath(u"context"_s));
        bool called = false, last = false;
        auto *context = new QObject;
        (*store)->write([](SQLite::Database &) {}, context, [&](const Result<void> &) { called = true; });
        delete context;
        (*store)->write([](SQLite::Database &) {}, this, [&](const Result<void> &) { last = true; });
        QTRY_VERIFY(last);
        QVERIFY(!called);
    }

    void F51_twoProgramsOneStore()
    {
        const QString path = m_dir.filePath(u"two"_s);
        const auto one = Store::open(path), two = Store::open(path);
        QVERIFY(one && two);
        int done = 0;
        for (int i = 0; i < 50; ++i) {
            for (const auto &store : {*one, *two}) {
                store->write(
                    [i, who = store.get() == one->get() ? 1 : 2](SQLite::Database &database) {
                        database.exec("INSERT INTO store VALUES ('" + std::to_string(who) + "-" + std::to_string(i) + "', '')");
                    },
                    this, [&](const Result<void> &result) { done += bool(result); });
            }
        }
        QTRY_COMPARE(done, 100);
    }

    void durableReplaceKeepsOldOrNew()
    {
        const QString path = m_dir.filePath(u"small.json"_s);
        QVERIFY(durableReplace(path, "old"));
        QVERIFY(durableReplace(path, "new"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("new"));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const auto failed = durableReplace(m_dir.filePath(u"missing/x"_s), "x");
        QVERIFY(!failed);
        QCOMPARE(int(failed.error().kind), int(Error::Kind::StoreUnwritable));
    }

    void F57_fullDisk()
    {
        const auto failed = durableReplace(u"/dev/full/x"_s, "x");
        QVERIFY(!failed);
        QCOMPARE(int(diskError(u"x"_s, ENOSPC).kind), int(Error::Kind::Disk));
        QCOMPARE(int(diskError(u"x"_s, EACCES).kind), int(Error::Kind::StoreUnwritable));
    }
};

QTEST_GUILESS_MAIN(tst_Store)
#include "tst_store.moc"
