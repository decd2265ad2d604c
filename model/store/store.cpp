// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/store.h"

#include "model/store/database.h"
#include "model/store/migrations.h"
#include "model/store/storefolder.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUuid>
#include <SQLiteCpp/Transaction.h>

namespace longshore
{

using namespace Qt::StringLiterals;

QString Store::defaultDirectory()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/longshore"_s;
}

QString Store::runsDirectory() const
{
    return m_directory + u"/runs"_s;
}

Store::~Store() = default;

namespace
{

int versionOf(SQLite::Database &database)
{
    return database.execAndGet("PRAGMA user_version").getInt();
}

void migrate(SQLite::Database &database)
{
    const auto steps = storeMigrations();
    if (versionOf(database) >= int(steps.size()))
        return;
    // Another program may be doing the same: look again with the write lock held.
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    for (int version = versionOf(database); version < int(steps.size()); ++version)
        database.exec(steps[size_t(version)]);
    database.exec("PRAGMA application_id=" + std::to_string(storeApplicationId));
    database.exec("PRAGMA user_version=" + std::to_string(steps.size()));
    SQLite::Statement uuid(database, "INSERT OR IGNORE INTO store VALUES ('uuid', ?)");
    uuid.bind(1, QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString());
    uuid.exec();
    transaction.commit();
}

} // namespace

Result<std::shared_ptr<Store>> Store::open(const QString &directory)
{
    const QString path = QDir::cleanPath(QFileInfo(directory).absoluteFilePath());
    const QString asked = u"open the store %1"_s.arg(path);
    for (const QString &folder : {path, path + u"/runs"_s}) {
        if (auto made = makeStoreFolder(folder, asked); !made)
            return fail(made.error());
    }
    if (auto local = refuseNetworkFolder(path, asked); !local)
        return fail(local.error());
    std::shared_ptr<Store> store(new Store);
    store->m_directory = path;
    try {
        auto database = openDatabase(path + u"/index.db"_s, false);
        const int id = database->execAndGet("PRAGMA application_id").getInt();
        if (id != 0 && id != storeApplicationId)
            return fail(Error::make(Error::Kind::StoreUnwritable, asked, u"index.db belongs to another program"_s,
                                    u"Choose another directory with --store."_s));
        migrate(*database);
        store->m_uuid = QString::fromStdString(
            database->execAndGet("SELECT value FROM store WHERE key = 'uuid'").getString());
        if (versionOf(*database) == int(storeMigrations().size()))
            store->m_writer = std::make_unique<DatabaseWriter>(std::move(database));
    } catch (const SQLite::Exception &thrown) {
        return fail(databaseError(asked, thrown));
    }
    return store;
}

void Store::write(Job job, QObject *context, Callback<void> done)
{
    if (m_writer) {
        m_writer->write(std::move(job), context, std::move(done));
        return;
    }
    const Error error = Error::make(Error::Kind::StoreUnwritable, u"write to the store %1"_s.arg(m_directory),
                                    u"a newer Longshore wrote it"_s,
                                    u"Update this program, or choose another store with --store."_s);
    QMetaObject::invokeMethod(context, [done, error] { done(fail(error)); }, Qt::QueuedConnection);
}

Result<void> Store::read(const Job &job) const
{
    try {
        job(*openDatabase(m_directory + u"/index.db"_s, true));
    } catch (const SQLite::Exception &thrown) {
        return fail(databaseError(u"read the store %1"_s.arg(m_directory), thrown));
    }
    return {};
}

} // namespace longshore
