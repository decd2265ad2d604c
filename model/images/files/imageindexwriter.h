// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/files/imagearchive.h"

#include <QHash>
#include <SQLiteCpp/Statement.h>

namespace SQLite
{
class Database;
}

namespace longshore
{

/// Writes what an archive holds into a new index: paths and entries as they come, and, when the order of the layers is
/// known, what each layer did (LayerStack). Everything in one transaction, in memory that does not grow with the image.
/// Throws SQLite::Exception. One thread.
class ImageIndexWriter : public LayerVisitor
{
public:
    /// Makes the tables in `database`, which is empty.
    explicit ImageIndexWriter(SQLite::Database &database, const QString &asked);

    Result<void> begin(int layer, const QByteArray &name) override;
    Result<void> entry(int layer, const LayerEntry &entry, LayerData &data) override;
    /// Puts the layers on each other and works out what is wasted. Error: Cancelled, soon after the token was.
    Result<void> finish(const ImageArchiveFacts &facts, const CancelToken &token);

private:
    Result<void> putTogether(const ImageArchiveFacts &facts, const CancelToken &token);
    qint64 nodeOf(const QByteArray &path);

    SQLite::Database &m_database;
    QString m_asked;
    SQLite::Statement m_addBlob;
    SQLite::Statement m_addNode;
    SQLite::Statement m_addEntry;
    SQLite::Statement m_addWhiteout;
    QHash<QByteArray, qint64> m_folders; ///< path -> node, of the folders seen last
    qint64 m_nameBytes = 0;
};

/// The tables of an index exist from its first statement on, so that others can be prepared.
SQLite::Database &withIndexTables(SQLite::Database &database);

} // namespace longshore
