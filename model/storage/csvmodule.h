// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct sqlite3_module;

namespace longshore
{

class CsvRows;

/// What the module's client data points to.
struct CsvModule {
    CsvRows *rows;
    int columns;

    /// A virtual table `source` with the columns c0, c1, … and the rows of a CsvRows. It can be read once.
    static const sqlite3_module *sqliteModule();
};

} // namespace longshore
