// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/csvreader.h"

#include "model/storage/bytescan.h"

#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

static constexpr size_t firstBuffer = 1 << 20;

QString CsvDialect::problem() const
{
    const auto bad = [](char c) { return c == '\n' || c == '\r'; };
    if (bad(delimiter) || delimiter == '\0')
        return u"the delimiter cannot be a line end or nothing"_s;
    if (bad(enclosure))
        return u"the enclosure cannot be a line end"_s;
    if (delimiter == enclosure)
        return u"the delimiter and the enclosure are the same"_s;
    return {};
}

CsvReader::CsvReader(std::unique_ptr<CsvSource> source, CsvDialect dialect)
    : m_source(std::move(source)), m_dialect(dialect), m_buffer(firstBuffer + scanPadding), m_unescaped(firstBuffer)
{
    m_record = m_next = m_end = m_buffer.data();
    if (const QString problem = m_dialect.problem(); !problem.isEmpty())
        m_error = Error::make(Error::Kind::BadInput, u"read the CSV %1"_s.arg(m_source->path()), problem);
}

/// Moves the begun record to the front and reads on behind it; a longer buffer when the record fills it.
bool CsvReader::fill()
{
    const size_t kept = size_t(m_end - m_next);
    if (kept >= size_t(maximumRecord)) {
        failAt(m_next, u"the record that begins here is longer than %1 MB"_s.arg(maximumRecord >> 20),
               u"An enclosure may be left open."_s);
        return false;
    }
    m_linesBefore += std::count<const char *>(m_buffer.data(), m_next, '\n');
    if (kept * 2 > m_buffer.size() - scanPadding) {
        std::vector<char> bigger((m_buffer.size() - scanPadding) * 2 + scanPadding);
        std::copy(m_next, m_end, bigger.data());
        m_buffer.swap(bigger);
        m_unescaped.resize(m_buffer.size());
    } else {
        std::copy(m_next, m_end, m_buffer.data());
    }
    char *free = m_buffer.data() + kept;
    const Result<qint64> got = m_source->read(free, qint64(m_buffer.size() - scanPadding - kept));
    m_record = m_next = m_buffer.data();
    m_end = free;
    m_nul = nullptr;
    if (!got) {
        m_error = got.error();
        return false;
    }
    m_atEnd = *got == 0;
    m_end = free + *got;
    m_nul = static_cast<const char *>(std::memchr(m_next, 0, size_t(m_end - m_next)));
    return true;
}

/// The byte order mark, if there is one.
bool CsvReader::start()
{
    m_started = true;
    while (m_end - m_next < 3 && !m_atEnd)
        if (!fill())
            return false;
    const std::string_view head(m_next, size_t(m_end - m_next));
    if (head.substr(0, 3) == "\xef\xbb\xbf") {
        m_byteOrderMark = true;
        m_next += 3;
    } else if (head.substr(0, 2) == "\xff\xfe" || head.substr(0, 2) == "\xfe\xff") {
        failAt(m_next, u"it is UTF-16"_s, u"Save it as UTF-8."_s);
        return false;
    }
    return true;
}

bool CsvReader::next()
{
    m_fields.clear();
    if (m_error || (!m_started && !start()))
        return false;
    for (;;) {
        if (m_next == m_end && m_atEnd)
            return false;
        switch (parseRecord()) {
        case Parse::Done: return true;
        case Parse::Failed: m_fields.clear(); return false;
        case Parse::NeedMore:
            if (!fill()) {
                m_fields.clear();
                return false;
            }
        }
    }
}

CsvReader::Parse CsvReader::parseRecord()
{
    m_fields.clear();
    m_unescapedUsed = 0;
    m_record = m_next;
    const char *at = m_next;
    const char delimiter = m_dialect.delimiter;
    for (;;) {
        if (at == m_end) {
            if (!m_atEnd)
                return Parse::NeedMore;
            m_fields.emplace_back(at, 0); // a delimiter was the last byte
            break;
        }
        if (*at == m_dialect.enclosure && m_dialect.enclosure) {
            if (const Parse parse = parseEnclosed(&at); parse != Parse::Done)
                return parse;
        } else {
            const char *stop = findEither(at, m_end, delimiter, '\n');
            if (stop == m_end && !m_atEnd)
                return Parse::NeedMore;
            size_t size = size_t(stop - at);
            if (stop != m_end && *stop == '\n' && size && stop[-1] == '\r') {
                --size;
                m_crLf = true;
            }
            m_fields.emplace_back(at, size);
            at = stop;
        }
        if (at == m_end)
            break;
        if (*at++ == '\n')
            break;
    }
    m_next = at;
    return checkRecord();
}

/// From the opening enclosure to the delimiter, the line end or the end behind the closing one.
CsvReader::Parse CsvReader::parseEnclosed(const char **at)
{
    const char enclosure = m_dialect.enclosure;
    const char *from = *at + 1;
    const char *stop = from;
    bool doubled = false;
    for (;;) {
        stop = findEither(stop, m_end, enclosure, enclosure);
        if (stop == m_end) {
            if (!m_atEnd)
                return Parse::NeedMore;
            return failAt(*at, u"the enclosure opened here is never closed"_s);
        }
        if (stop + 1 == m_end && !m_atEnd)
            return Parse::NeedMore;
        if (stop + 1 == m_end || stop[1] != enclosure)
            break;
        doubled = true;
        stop += 2;
    }
    if (doubled) {
        const char *made = m_unescaped.data() + m_unescapedUsed;
        const char *end = unescape(from, stop);
        m_fields.emplace_back(made, size_t(end - made));
    } else {
        m_fields.emplace_back(from, size_t(stop - from));
    }
    ++stop;
    if (stop != m_end && *stop == '\r') {
        if (stop + 1 == m_end && !m_atEnd)
            return Parse::NeedMore;
        if (stop + 1 == m_end || stop[1] == '\n') {
            m_crLf = true;
            ++stop;
        }
    }
    if (stop != m_end && *stop != m_dialect.delimiter && *stop != '\n')
        return failAt(stop, u"field %1 goes on behind its closing enclosure"_s.arg(m_fields.size()),
                      u"An enclosure within a field is written twice."_s);
    *at = stop;
    return Parse::Done;
}

/// Copies [from, to) with each doubled enclosure made single; the end of the copy.
const char *CsvReader::unescape(const char *from, const char *to)
{
    char *out = m_unescaped.data() + m_unescapedUsed;
    while (from < to) {
        const char *stop = findEither(from, to, m_dialect.enclosure, m_dialect.enclosure);
        const size_t size = size_t(stop - from) + (stop < to ? 1 : 0);
        std::memcpy(out, from, size);
        out += size;
        from = stop + 2;
    }
    m_unescapedUsed = size_t(out - m_unescaped.data());
    return out;
}

CsvReader::Parse CsvReader::checkRecord()
{
    if (m_nul && m_nul < m_next)
        return failAt(m_nul, u"there is a NUL byte"_s, u"Is it a CSV, in UTF-8?"_s);
    if (m_width && m_fields.size() != m_width) {
        const bool blank = m_fields.size() == 1 && m_fields[0].empty();
        return failAt(m_record, blank ? u"the line is blank where %1 fields are expected"_s.arg(m_width)
                                      : u"%1 %2 where %3 are expected"_s.arg(m_fields.size())
                                            .arg(m_fields.size() == 1 ? u"field"_s : u"fields"_s)
                                            .arg(m_width));
    }
    return Parse::Done;
}

qint64 CsvReader::lineAt(const char *place) const
{
    return m_linesBefore + std::count<const char *>(m_buffer.data(), place, '\n') + 1;
}

Error CsvReader::errorAt(const char *place, const QString &happened, const QString &advice) const
{
    return Error::make(Error::Kind::BadInput, u"read the CSV %1"_s.arg(m_source->path()),
                       u"line %1: %2"_s.arg(lineAt(place)).arg(happened), advice);
}

CsvReader::Parse CsvReader::failAt(const char *place, const QString &happened, const QString &advice)
{
    m_error = errorAt(place, happened, advice);
    return Parse::Failed;
}

} // namespace longshore
