// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/tally.h"

#include "model/storage/catalogue.h"

#include <cstring>
#include <sqlite3.h>

namespace longshore
{

namespace
{

/// SQLite's functions take 127 arguments at most: a wide table needs several calls per row.
constexpr qsizetype fieldsPerCall = 50;

bool same(sqlite3_value *a, sqlite3_value *b)
{
    const bool aNull = sqlite3_value_type(a) == SQLITE_NULL;
    const bool bNull = sqlite3_value_type(b) == SQLITE_NULL;
    if (aNull || bNull)
        return aNull == bNull;
    const int size = sqlite3_value_bytes(a);
    return size == sqlite3_value_bytes(b) && std::memcmp(sqlite3_value_text(a), sqlite3_value_text(b), size_t(size)) == 0;
}

/// (1 in the first call for a row, old, new, old, new, …)
void differsCall(sqlite3_context *context, int count, sqlite3_value **values)
{
    auto *tally = static_cast<Tally *>(sqlite3_user_data(context));
    tally->met += sqlite3_value_int(values[0]);
    bool differ = false;
    for (int i = 1; i + 1 < count; i += 2) {
        if (same(values[i], values[i + 1]))
            continue;
        differ = true;
        tally->bytes += sqlite3_value_bytes(values[i + 1]) - sqlite3_value_bytes(values[i]);
    }
    sqlite3_result_int(context, differ);
}

/// (1 in the first call for a row, cell, cell, …)
void goneCall(sqlite3_context *context, int count, sqlite3_value **values)
{
    auto *tally = static_cast<Tally *>(sqlite3_user_data(context));
    tally->met += sqlite3_value_int(values[0]);
    for (int i = 1; i < count; ++i)
        tally->bytes -= sqlite3_value_bytes(values[i]);
    sqlite3_result_int(context, 1);
}

using Function = void (*)(sqlite3_context *, int, sqlite3_value **);

void define(SQLite::Database &database, const char *name, Tally *tally, Function function)
{
    sqlite3_create_function_v2(database.getHandle(), name, -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, tally, function, nullptr, nullptr, nullptr);
}

} // namespace

Tally::Tally(SQLite::Database &database) : m_database(database)
{
    define(database, "tally_differs", this, differsCall);
    define(database, "tally_gone", this, goneCall);
}

Tally::~Tally()
{
    define(m_database, "tally_differs", nullptr, nullptr);
    define(m_database, "tally_gone", nullptr, nullptr);
}

std::string Tally::differs(const std::string &oldTable, const std::string &newTable, const QList<qint64> &fields)
{
    std::string sql;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (i % fieldsPerCall == 0)
            sql += i ? ") | tally_differs(0" : "tally_differs(1";
        const std::string field = catalogue::fieldName(fields[i]);
        sql += ", " + oldTable + "." + field + ", " + newTable + "." + field;
    }
    return sql + ")";
}

std::string Tally::gone(const QList<qint64> &fields)
{
    std::string sql;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (i % fieldsPerCall == 0)
            sql += i ? ") | tally_gone(0" : "tally_gone(1";
        sql += ", " + catalogue::fieldName(fields[i]);
    }
    return sql + ")";
}

} // namespace longshore
