// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/csvsource.h"

#include <QStringList>
#include <optional>
#include <string_view>
#include <vector>

namespace longshore
{

/// How a CSV is written (F7). A doubled enclosure within an enclosed field stands for one; there is no escape character.
struct CsvDialect {
    char delimiter = ',';
    char enclosure = '"'; ///< 0 = none

    /// What is wrong with it, as a sentence; empty when it can be read.
    QString problem() const;
};

/// Reads the records of one CSV, plain or gzip, in memory that does not grow with the file. Line ends are LF; CRLF and
/// a byte order mark are taken and remembered. A field that is not enclosed may hold the enclosure.
class CsvReader
{
public:
    /// A record longer than this is an error: most likely an enclosure that is never closed.
    static constexpr qsizetype maximumRecord = 64 << 20;

    CsvReader(std::unique_ptr<CsvSource> source, CsvDialect dialect);

    /// Every record from now on must have so many fields; 0 = any number.
    void setWidth(size_t fields) { m_width = fields; }
    /// Reads the next record: false at the end, and when `error()` is set.
    bool next();
    /// The fields of the record, valid until the next call of next().
    const std::vector<std::string_view> &fields() const { return m_fields; }
    std::vector<std::string_view> &fields() { return m_fields; }
    /// Names file, line and what is wrong with it.
    const std::optional<Error> &error() const { return m_error; }

    /// The line on which the record begins, from 1. Counts through the buffer: for messages only.
    qint64 line() const { return lineAt(m_record); }
    bool sawByteOrderMark() const { return m_byteOrderMark; }
    bool sawCrLf() const { return m_crLf; }
    const CsvSource &source() const { return *m_source; }
    /// An Error about the record that was read last.
    Error errorHere(const QString &happened, const QString &advice = {}) const { return errorAt(m_record, happened, advice); }

private:
    enum class Parse { Done, NeedMore, Failed };

    bool fill();
    bool start();
    Parse parseRecord();
    Parse parseEnclosed(const char **at);
    const char *unescape(const char *from, const char *to);
    Parse checkRecord();
    qint64 lineAt(const char *place) const;
    Error errorAt(const char *place, const QString &happened, const QString &advice = {}) const;
    Parse failAt(const char *place, const QString &happened, const QString &advice = {});

    std::unique_ptr<CsvSource> m_source;
    CsvDialect m_dialect;
    size_t m_width = 0;
    std::vector<char> m_buffer;
    std::vector<char> m_unescaped; ///< fields that held doubled enclosures; as big as `m_buffer`, so that it never moves
    size_t m_unescapedUsed = 0;
    const char *m_record = nullptr; ///< where the last record begins
    const char *m_next = nullptr;   ///< where the next one begins
    const char *m_end = nullptr;    ///< behind the last byte read
    const char *m_nul = nullptr;    ///< the first NUL byte in the buffer
    qint64 m_linesBefore = 0;       ///< line ends in front of the buffer
    bool m_atEnd = false;           ///< the source has no more
    bool m_started = false;
    bool m_byteOrderMark = false;
    bool m_crLf = false;
    std::vector<std::string_view> m_fields;
    std::optional<Error> m_error;
};

} // namespace longshore
