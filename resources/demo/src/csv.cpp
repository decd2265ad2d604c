// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv.h"

#include "errors.h"

namespace longshore::splitter
{

namespace
{
constexpr int End = std::char_traits<char>::eof();
}

CsvReader::CsvReader(std::istream &in, std::string name)
    : m_in(in)
    , m_name(std::move(name))
{
    for (const char expected : {'\xEF', '\xBB', '\xBF'}) {
        if (m_in.peek() != std::char_traits<char>::to_int_type(expected))
            break;
        m_in.get();
    }
}

bool CsvReader::next(CsvRow &row)
{
    do {
        if (m_in.peek() == End)
            return false;
        row.clear();
        m_recordLine = m_line;
        bool more = true;
        while (more) {
            row.emplace_back();
            more = readField(row.back());
        }
    } while (row.size() == 1 && row.front().empty());
    return true;
}

/// True when another field of the same record follows.
bool CsvReader::readField(std::string &field)
{
    if (m_in.peek() == '"') {
        m_in.get();
        return readQuoted(field);
    }
    for (;;) {
        const int c = m_in.get();
        if (c == ',' || c == '\n' || c == '\r' || c == End)
            return endOfField(c);
        field += static_cast<char>(c);
    }
}

bool CsvReader::readQuoted(std::string &field)
{
    const long start = m_line;
    for (;;) {
        const int c = m_in.get();
        if (c == End)
            throw UserError(m_name + ": the quoted field that starts in line " + std::to_string(start) +
                            " is never closed.");
        if (c == '"' && m_in.peek() != '"')
            return endOfField(m_in.get());
        if (c == '"')
            m_in.get();
        if (c == '\n')
            ++m_line;
        field += static_cast<char>(c);
    }
}

bool CsvReader::endOfField(int c)
{
    if (c == ',')
        return true;
    if (c == '\r' && m_in.peek() == '\n')
        c = m_in.get();
    if (c != '\n' && c != '\r' && c != End)
        throw UserError(m_name + ", line " + std::to_string(m_line) +
                        ": text follows a closing quote; a quote inside a quoted field must be doubled.");
    ++m_line;
    return false;
}

void writeCsvRow(std::ostream &out, const CsvRow &row)
{
    const char *separator = "";
    for (const std::string &field : row) {
        out << separator << '"';
        for (const char c : field) {
            if (c == '"')
                out << '"';
            out << c;
        }
        out << '"';
        separator = ",";
    }
    out << '\n';
}

} // namespace longshore::splitter
