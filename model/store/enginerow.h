// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace SQLite
{
class Database;
}

namespace longshore
{

/// An engine as index.db knows it: by endpoint and Info.ID; the rest is for people.
struct EngineRow {
    QString endpoint;
    QString infoId;
    QString name;
    QString version;
};

/// The row of this engine in the table `engine`, made or brought up to date. Within a job of Store::write; throws
/// SQLite::Exception.
qint64 engineRow(SQLite::Database &database, const EngineRow &engine);
/// Its row if there is one. Throws SQLite::Exception.
std::optional<qint64> findEngineRow(SQLite::Database &database, const EngineRow &engine);

} // namespace longshore
