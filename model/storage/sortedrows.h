// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/csvrows.h"

#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace longshore
{

/// The rows of a load in the order of their key, by SQLite's sorter: a part in memory, the rest in temporary files. A
/// keyed table is written page after page then, not here and there.
class SortedRows : public RowSource
{
public:
    /// How rows of one key follow each other.
    enum class Equal { FirstFirst, LastFirst };

    /// `key` are columns of `rows`, which must outlive this.
    SortedRows(CsvRows &rows, const QList<qsizetype> &key, Equal equal);
    ~SortedRows() override;

    /// Reads and sorts all rows, and holds the first. Not needed before next(): it is for who wants to know of errors
    /// before going on. False when there is one.
    bool sort();
    bool next() override;
    const std::vector<std::string_view> &row() const override { return m_row; }
    const std::optional<Error> &error() const override { return m_error; }

private:
    void setError();
    bool step();

    CsvRows &m_rows;
    sqlite3 *m_database = nullptr;
    sqlite3_stmt *m_query = nullptr;
    std::vector<std::string_view> m_row;
    std::optional<Error> m_error;
    qint64 m_given = 0;
    std::optional<bool> m_first; ///< what sort() found, until next() gives it
};

} // namespace longshore
