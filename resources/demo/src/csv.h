// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <istream>
#include <ostream>
#include <string>
#include <vector>

namespace longshore::splitter
{

using CsvRow = std::vector<std::string>;

/// Reads RFC 4180 as the runner writes it (contract F6) and as people write it (F7): quoted and bare fields,
/// doubled quotes, line ends inside quotes, LF or CRLF, a byte order mark.
class CsvReader
{
public:
    /// @p name stands in error messages. The stream must outlive the reader.
    CsvReader(std::istream &in, std::string name);
    /// Fills @p row with the next record; false at the end. Empty lines are skipped. Throws UserError.
    bool next(CsvRow &row);
    /// The line (from 1) in which the last record started.
    long line() const { return m_recordLine; }

private:
    bool readField(std::string &field);
    bool readQuoted(std::string &field);
    bool endOfField(int c);

    std::istream &m_in;
    std::string m_name;
    long m_line = 1;
    long m_recordLine = 1;
};

/// Writes one record: every field quoted, quotes doubled, LF at the end (contract F6).
void writeCsvRow(std::ostream &out, const CsvRow &row);

} // namespace longshore::splitter
