// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/sortedrows.h"

#include "model/storage/csvmodule.h"
#include "model/storage/storagedatabase.h"

#include <sqlite3.h>
#include <string>

namespace longshore
{

using namespace Qt::StringLiterals;

static constexpr qint64 rowsPerLook = 2048;

SortedRows::SortedRows(CsvRows &rows, const QList<qsizetype> &key, Equal equal) : m_rows(rows)
{
    const int columns = int(rows.columns().size());
    m_row.resize(size_t(columns));
    std::string sql = "SELECT ";
    for (int i = 0; i < columns; ++i)
        sql += (i ? ", c" : "c") + std::to_string(i);
    sql += " FROM temp.source ORDER BY ";
    for (const qsizetype column : key)
        sql += "c" + std::to_string(column) + ", ";
    sql += equal == Equal::LastFirst ? "rowid DESC" : "rowid";

    auto module = std::make_unique<CsvModule>(CsvModule{&rows, columns});
    const auto destroy = [](void *client) { const std::unique_ptr<CsvModule> owned(static_cast<CsvModule *>(client)); };
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    // The sorter holds as much as the cache may and sorts on a second thread what it writes to its temporary files.
    if (sqlite3_open_v2(":memory:", &m_database, flags, nullptr) != SQLITE_OK
        || sqlite3_exec(m_database, "PRAGMA cache_size=-16384; PRAGMA threads=1;", nullptr, nullptr, nullptr) != SQLITE_OK
        || sqlite3_create_module_v2(m_database, "csv", CsvModule::sqliteModule(), module.release(), destroy) != SQLITE_OK
        || sqlite3_exec(m_database, "CREATE VIRTUAL TABLE temp.source USING csv", nullptr, nullptr, nullptr) != SQLITE_OK
        || sqlite3_prepare_v2(m_database, sql.c_str(), int(sql.size()), &m_query, nullptr) != SQLITE_OK)
        setError();
}

SortedRows::~SortedRows()
{
    sqlite3_finalize(m_query);
    sqlite3_close(m_database);
}

void SortedRows::setError()
{
    m_error = m_rows.error();
    if (!m_error)
        m_error = storageError(u"sort the rows of a load"_s, SQLite::Exception(m_database));
}

bool SortedRows::sort()
{
    if (!m_first)
        m_first = step();
    return !m_error;
}

bool SortedRows::next()
{
    if (!m_first)
        return step();
    const bool first = *m_first;
    m_first.reset();
    return first;
}

bool SortedRows::step()
{
    if (m_error)
        return false;
    if (m_given++ % rowsPerLook == 0 && !m_rows.goOn()) {
        setError();
        return false;
    }
    const int code = sqlite3_step(m_query);
    if (code != SQLITE_ROW) {
        if (code != SQLITE_DONE)
            setError();
        return false;
    }
    for (size_t i = 0; i < m_row.size(); ++i) {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_query, int(i)));
        m_row[i] = text ? std::string_view(text, size_t(sqlite3_column_bytes(m_query, int(i)))) : std::string_view();
    }
    return true;
}

} // namespace longshore
