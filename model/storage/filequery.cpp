// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/filequery.h"

#include "model/storage/storagedatabase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <SQLiteCpp/Statement.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto fileFields = "SELECT id, name, created, expires, bytes, is_public, is_permanent, is_encrypted, is_sliced, path FROM file ";

StorageFile readFile(SQLite::Database &database, SQLite::Statement &query, const QString &directory)
{
    StorageFile file;
    file.id = query.getColumn(0).getInt64();
    file.name = textOf(query, 1);
    file.created = timeOf(query, 2);
    file.expires = timeOf(query, 3);
    file.bytes = query.getColumn(4).getInt64();
    file.isPublic = query.getColumn(5).getInt() != 0;
    file.isPermanent = query.getColumn(6).getInt() != 0;
    file.isEncrypted = query.getColumn(7).getInt() != 0;
    file.isSliced = query.getColumn(8).getInt() != 0;
    file.path = directory + u'/' + textOf(query, 9);
    SQLite::Statement tags(database, "SELECT tag FROM file_tag WHERE file = ? ORDER BY position");
    tags.bind(1, int64_t(file.id));
    while (tags.executeStep())
        file.tags.append(textOf(tags, 0));
    return file;
}

QString json(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

std::string conditionSql(const StorageFileQuery &query)
{
    std::string sql = "WHERE (expires IS NULL OR expires > ?1)";
    if (!query.ids.isEmpty())
        sql += " AND id IN (SELECT value FROM json_each(?2))";
    if (!query.tags.isEmpty())
        sql += " AND NOT EXISTS (SELECT 1 FROM json_each(?3) WHERE value NOT IN (SELECT tag FROM file_tag WHERE file = file.id))";
    if (!query.withoutTags.isEmpty())
        sql += " AND NOT EXISTS (SELECT 1 FROM file_tag WHERE file = file.id AND tag IN (SELECT value FROM json_each(?4)))";
    if (!query.nameWords.isEmpty())
        sql += " AND NOT EXISTS (SELECT 1 FROM json_each(?5) WHERE instr(lower(file.name), lower(value)) = 0)";
    if (query.createdSince.isValid())
        sql += " AND created >= ?6";
    if (query.sinceId)
        sql += " AND id > ?7";
    sql += " ORDER BY id DESC";
    return query.limit ? sql + " LIMIT ?8" : sql;
}

} // namespace

QList<StorageFile> findFiles(SQLite::Database &database, const StorageFileQuery &query, const QString &directory, const QDateTime &now)
{
    SQLite::Statement statement(database, fileFields + conditionSql(query));
    bindTime(statement, 1, now);
    QJsonArray ids;
    for (const qint64 id : query.ids)
        ids.append(id);
    if (!query.ids.isEmpty())
        bindText(statement, 2, json(ids));
    if (!query.tags.isEmpty())
        bindText(statement, 3, json(QJsonArray::fromStringList(query.tags)));
    if (!query.withoutTags.isEmpty())
        bindText(statement, 4, json(QJsonArray::fromStringList(query.withoutTags)));
    if (!query.nameWords.isEmpty())
        bindText(statement, 5, json(QJsonArray::fromStringList(query.nameWords)));
    if (query.createdSince.isValid())
        bindTime(statement, 6, query.createdSince);
    if (query.sinceId)
        statement.bind(7, int64_t(*query.sinceId));
    if (query.limit)
        statement.bind(8, int64_t(std::max<qint64>(*query.limit, 0)));
    QList<StorageFile> found;
    while (statement.executeStep())
        found.append(readFile(database, statement, directory));
    return found;
}

std::optional<StorageFile> fileWithToken(SQLite::Database &database, const QString &token, const QString &directory)
{
    SQLite::Statement statement(database, std::string(fileFields) + "WHERE token = ?");
    bindText(statement, 1, token);
    if (!statement.executeStep())
        return std::nullopt;
    return readFile(database, statement, directory);
}

} // namespace longshore
