// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/loadplan.h"
#include "model/storage/rawstatement.h"
#include "model/storage/tally.h"

#include <string_view>
#include <vector>

namespace longshore
{

/// Writes rows into a data table, and counts. Not for use after its connection.
class DataWriter
{
public:
    enum class Mode {
        Insert,    ///< a key that is there already is an error
        KeepFirst, ///< of rows with one key the first is kept
        Upsert     ///< a row replaces the one with its key, if it differs
    };

    /// `load` is the number that gives the rows their time.
    DataWriter(SQLite::Database &database, const LoadPlan &plan, qint64 load, Mode mode);

    /// Throws SQLite::Exception.
    void write(const std::vector<std::string_view> &row);

    qint64 inserted() const { return m_inserted; }
    qint64 updated() const { return m_updated; }
    /// By how much the text of the cells grew.
    qint64 bytes() const { return m_bytes + m_tally.bytes; }

private:
    SQLite::Database &m_database;
    Tally m_tally;
    RawStatement m_insert;
    qint64 m_inserted = 0;
    qint64 m_updated = 0;
    qint64 m_bytes = 0;
};

} // namespace longshore
