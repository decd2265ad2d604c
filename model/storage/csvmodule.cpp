// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/csvmodule.h"

#include "model/storage/csvrows.h"

#include <sqlite3.h>
#include <string>

namespace longshore
{

namespace
{

struct Table : sqlite3_vtab {
    CsvRows *rows = nullptr;
};

struct Cursor : sqlite3_vtab_cursor {
    CsvRows *rows = nullptr;
    bool atEnd = false;
};

int connectTable(sqlite3 *database, void *client, int, const char *const *, sqlite3_vtab **table, char **)
{
    const auto *module = static_cast<CsvModule *>(client);
    std::string sql = "CREATE TABLE source (";
    for (int i = 0; i < module->columns; ++i)
        sql += (i ? ", c" : "c") + std::to_string(i);
    const int code = sqlite3_declare_vtab(database, (sql + ")").c_str());
    if (code != SQLITE_OK)
        return code;
    auto made = std::make_unique<Table>();
    made->rows = module->rows;
    *table = made.release();
    return SQLITE_OK;
}

int disconnectTable(sqlite3_vtab *table)
{
    const std::unique_ptr<Table> owned(static_cast<Table *>(table));
    return SQLITE_OK;
}

int bestIndex(sqlite3_vtab *, sqlite3_index_info *info)
{
    info->estimatedCost = 1e9;
    info->estimatedRows = 1'000'000'000;
    return SQLITE_OK;
}

int openCursor(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
    auto made = std::make_unique<Cursor>();
    made->rows = static_cast<Table *>(table)->rows;
    *cursor = made.release();
    return SQLITE_OK;
}

int closeCursor(sqlite3_vtab_cursor *cursor)
{
    const std::unique_ptr<Cursor> owned(static_cast<Cursor *>(cursor));
    return SQLITE_OK;
}

int nextRow(sqlite3_vtab_cursor *cursor)
{
    auto *mine = static_cast<Cursor *>(cursor);
    mine->atEnd = !mine->rows->next();
    return mine->rows->error() ? SQLITE_ABORT : SQLITE_OK;
}

int filter(sqlite3_vtab_cursor *cursor, int, const char *, int, sqlite3_value **)
{
    return nextRow(cursor);
}

int isAtEnd(sqlite3_vtab_cursor *cursor)
{
    return static_cast<Cursor *>(cursor)->atEnd;
}

int giveCell(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
    const std::string_view cell = static_cast<Cursor *>(cursor)->rows->row()[size_t(column)];
    // The sorter copies each row before it asks for the next.
    if (cell.data())
        sqlite3_result_text(context, cell.data(), int(cell.size()), SQLITE_STATIC);
    return SQLITE_OK;
}

int rowNumber(sqlite3_vtab_cursor *cursor, sqlite3_int64 *number)
{
    *number = static_cast<Cursor *>(cursor)->rows->count();
    return SQLITE_OK;
}

sqlite3_module makeModule()
{
    sqlite3_module module{};
    module.xCreate = connectTable;
    module.xConnect = connectTable;
    module.xBestIndex = bestIndex;
    module.xDisconnect = disconnectTable;
    module.xDestroy = disconnectTable;
    module.xOpen = openCursor;
    module.xClose = closeCursor;
    module.xFilter = filter;
    module.xNext = nextRow;
    module.xEof = isAtEnd;
    module.xColumn = giveCell;
    module.xRowid = rowNumber;
    return module;
}

} // namespace

const sqlite3_module *CsvModule::sqliteModule()
{
    static const sqlite3_module module = makeModule();
    return &module;
}

} // namespace longshore
