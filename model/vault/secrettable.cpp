// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vault/secrettable.h"

#include "model/store/store.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace longshore
{

namespace
{

QString text(SQLite::Statement &query, int column)
{
    return QString::fromStdString(query.getColumn(column).getString());
}

QDateTime time(SQLite::Statement &query, int column)
{
    return QDateTime::fromString(text(query, column), Qt::ISODateWithMs);
}

} // namespace

Result<QList<SealedSecret>> SecretTable::read(const Store &store)
{
    QList<SealedSecret> secrets;
    auto done = store.read([&](SQLite::Database &database) { secrets = read(database); });
    if (!done)
        return fail(done.error());
    return secrets;
}

QList<SealedSecret> SecretTable::read(SQLite::Database &database)
{
    QList<SealedSecret> secrets;
    SQLite::Statement query(database, "SELECT id, name, job_id, key_path, created, changed, sealed FROM secret ORDER BY name");
    while (query.executeStep()) {
        const SQLite::Column sealed = query.getColumn(6);
        secrets.append({{{text(query, 0)}, text(query, 1), text(query, 2), text(query, 3), time(query, 4), time(query, 5)},
                        QByteArray(static_cast<const char *>(sealed.getBlob()), sealed.getBytes())});
    }
    return secrets;
}

void SecretTable::put(SQLite::Database &database, const SealedSecret &secret, const QString &keyId)
{
    SQLite::Statement row(database, "INSERT INTO secret (id, name, job_id, key_path, created, changed, sealed) "
                                    "SELECT ?, ?, ?, ?, ?, ?, ? FROM vault WHERE key_id = ? "
                                    "ON CONFLICT (id) DO UPDATE SET name = excluded.name, job_id = excluded.job_id, "
                                    "key_path = excluded.key_path, changed = excluded.changed, sealed = excluded.sealed");
    const SecretInfo &info = secret.info;
    row.bind(1, info.id.value.toStdString());
    row.bind(2, info.name.toStdString());
    row.bind(3, info.jobId.toStdString());
    row.bind(4, info.keyPath.toStdString());
    row.bind(5, info.created.toString(Qt::ISODateWithMs).toStdString());
    row.bind(6, info.changed.toString(Qt::ISODateWithMs).toStdString());
    row.bind(7, secret.sealed.constData(), int(secret.sealed.size()));
    row.bind(8, keyId.toStdString());
    if (row.exec() != 1)
        throw SQLite::Exception("another program changed the key of the vault meanwhile");
}

void SecretTable::remove(SQLite::Database &database, const SecretId &id)
{
    SQLite::Statement row(database, "DELETE FROM secret WHERE id = ?");
    row.bind(1, id.value.toStdString());
    row.exec();
}

} // namespace longshore
