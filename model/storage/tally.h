// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QtGlobal>
#include <SQLiteCpp/Database.h>
#include <string>

namespace longshore
{

/// Counts what one statement does to rows it meets, so that a table's rows and bytes are known without reading it again:
/// two SQL functions of a connection, for as long as this lives.
class Tally
{
public:
    explicit Tally(SQLite::Database &database);
    ~Tally();
    Tally(const Tally &) = delete;
    Tally &operator=(const Tally &) = delete;

    qint64 met = 0;   ///< rows that were there already
    qint64 bytes = 0; ///< by how much the text of the cells grew; less than 0 when it shrank

    /// An SQL expression that counts a row as met and is true when one of `fields` differs between the two tables.
    static std::string differs(const std::string &oldTable, const std::string &newTable, const QList<qint64> &fields);
    /// An SQL expression that counts a row as met and gone; always true.
    static std::string gone(const QList<qint64> &fields);

private:
    SQLite::Database &m_database;
};

} // namespace longshore
