// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/rawstatement.h"

#include <sqlite3.h>

namespace longshore
{

void StatementEnd::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

RawStatement prepareRaw(SQLite::Database &database, const std::string &sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(database.getHandle(), sql.c_str(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        throw SQLite::Exception(database.getHandle());
    return RawStatement(statement);
}

} // namespace longshore
