// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/enginerow.h"

#include <QDateTime>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace longshore
{

qint64 engineRow(SQLite::Database &database, const EngineRow &engine)
{
    const std::string now = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString();
    SQLite::Statement row(database, "INSERT INTO engine (endpoint, info_id, name, version, first_seen, last_seen) "
                                    "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (endpoint, info_id) DO UPDATE SET "
                                    "name = excluded.name, version = excluded.version, last_seen = excluded.last_seen RETURNING id");
    row.bind(1, engine.endpoint.toStdString());
    row.bind(2, engine.infoId.toStdString());
    row.bind(3, engine.name.toStdString());
    row.bind(4, engine.version.toStdString());
    row.bind(5, now);
    row.bind(6, now);
    row.executeStep();
    return row.getColumn(0).getInt64();
}

std::optional<qint64> findEngineRow(SQLite::Database &database, const EngineRow &engine)
{
    SQLite::Statement row(database, "SELECT id FROM engine WHERE endpoint = ? AND info_id = ?");
    row.bind(1, engine.endpoint.toStdString());
    row.bind(2, engine.infoId.toStdString());
    return row.executeStep() ? std::optional<qint64>(row.getColumn(0).getInt64()) : std::nullopt;
}

} // namespace longshore
