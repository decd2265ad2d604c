// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

/// Values of ours as SQLite takes them. All throw SQLite::Exception.
namespace longshore::sqlite
{

inline void bind(SQLite::Statement &statement, int index, const QByteArray &bytes)
{
    statement.bind(index, static_cast<const void *>(bytes.constData()), int(bytes.size()));
}
inline void bind(SQLite::Statement &statement, int index, qint64 number)
{
    statement.bind(index, int64_t(number));
}
inline void bind(SQLite::Statement &statement, int index, int number)
{
    statement.bind(index, int32_t(number));
}

/// Binds the values in order.
template<class... Values>
void bindAll(SQLite::Statement &statement, const Values &...values)
{
    int index = 0;
    (bind(statement, ++index, values), ...);
}

/// Runs a statement without rows, and makes it ready for the next time.
template<class... Values>
void exec(SQLite::Statement &statement, const Values &...values)
{
    bindAll(statement, values...);
    statement.exec();
    statement.reset();
}

/// A copy of a column of the row that a statement stands at.
inline QByteArray bytes(SQLite::Statement &statement, int column)
{
    const SQLite::Column value = statement.getColumn(column);
    const void *blob = value.getBlob();
    return {static_cast<const char *>(blob), blob ? value.getBytes() : 0};
}

} // namespace longshore::sqlite
