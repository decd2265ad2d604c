// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/Database.h>
#include <memory>
#include <string>

struct sqlite3_stmt;

namespace longshore
{

struct StatementEnd {
    void operator()(sqlite3_stmt *statement) const;
};

/// A statement for the rows of a data table, where SQLite::Statement would copy each cell.
using RawStatement = std::unique_ptr<sqlite3_stmt, StatementEnd>;

/// Throws SQLite::Exception.
RawStatement prepareRaw(SQLite::Database &database, const std::string &sql);

} // namespace longshore
