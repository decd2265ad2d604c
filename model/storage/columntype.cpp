// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/columntype.h"

#include <QDate>
#include <algorithm>
#include <array>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::array names = {"STRING"_L1, "INTEGER"_L1, "NUMERIC"_L1, "FLOAT"_L1, "BOOLEAN"_L1, "DATE"_L1, "TIMESTAMP"_L1};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

bool sameWord(std::string_view text, std::string_view word)
{
    return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b; });
}

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(), [text](std::string_view word) { return sameWord(text, word); });
}

/// Reads a cell from the left; each part says whether it was there.
class Reader
{
public:
    explicit Reader(std::string_view text)
        : m_rest(text)
    {
    }

    bool atEnd() const { return m_rest.empty(); }
    bool take(std::string_view any)
    {
        if (m_rest.empty() || any.find(m_rest.front()) == std::string_view::npos)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    /// How many there were.
    size_t digits()
    {
        const size_t count = size_t(std::find_if_not(m_rest.begin(), m_rest.end(), isDigit) - m_rest.begin());
        m_rest.remove_prefix(count);
        return count;
    }
    /// A number of exactly so many digits, at most `most`.
    bool number(size_t width, int most, int *value = nullptr)
    {
        int read = 0;
        for (size_t i = 0; i < width; ++i) {
            if (i >= m_rest.size() || !isDigit(m_rest[i]))
                return false;
            read = read * 10 + (m_rest[i] - '0');
        }
        m_rest.remove_prefix(width);
        if (value)
            *value = read;
        return read <= most;
    }
    std::string_view rest() const { return m_rest; }

private:
    std::string_view m_rest;
};

bool isInteger(std::string_view text)
{
    Reader reader(text);
    reader.take("+-");
    return reader.digits() > 0 && reader.atEnd();
}

bool isNumber(std::string_view text)
{
    Reader reader(text);
    reader.take("+-");
    size_t digits = reader.digits();
    if (reader.take("."))
        digits += reader.digits();
    if (digits == 0)
        return false;
    if (reader.take("eE")) {
        reader.take("+-");
        if (reader.digits() == 0)
            return false;
    }
    return reader.atEnd();
}

bool isFloat(std::string_view text)
{
    const bool isSigned = !text.empty() && (text.front() == '-' || text.front() == '+');
    return isNumber(text) || isOneOf(text.substr(isSigned ? 1 : 0), {"inf", "infinity", "nan"});
}

bool takeDate(Reader *reader)
{
    int year = 0, month = 0, day = 0;
    return reader->number(4, 9999, &year) && reader->take("-") && reader->number(2, 12, &month) && reader->take("-") &&
           reader->number(2, 31, &day) && QDate::isValid(year, month, day);
}

bool isDate(std::string_view text)
{
    Reader reader(text);
    return takeDate(&reader) && reader.atEnd();
}

bool isZone(Reader reader)
{
    if (isOneOf(reader.rest(), {"z", "utc", "gmt"}))
        return true;
    if (!reader.take("+-") || !reader.number(2, 14))
        return false;
    reader.take(":");
    return reader.atEnd() || (reader.number(2, 59) && reader.atEnd());
}

bool isTimestamp(std::string_view text)
{
    Reader reader(text);
    if (!takeDate(&reader))
        return false;
    if (reader.atEnd())
        return true;
    if (!reader.take(" Tt") || !reader.number(2, 23) || !reader.take(":") || !reader.number(2, 59))
        return false;
    if (reader.take(":") && !reader.number(2, 60))
        return false;
    if (reader.take(".,") && reader.digits() == 0)
        return false;
    reader.take(" ");
    return reader.atEnd() || isZone(reader);
}

} // namespace

ColumnType columnType(const StorageColumn &column)
{
    const QString type = column.dataTypes.value(u"base"_s).type;
    for (size_t i = 0; i < names.size(); ++i) {
        if (type.compare(names[i], Qt::CaseInsensitive) == 0)
            return ColumnType(i);
    }
    return ColumnType::Text;
}

QString toString(ColumnType type)
{
    return names[size_t(type)];
}

bool isValueOf(ColumnType type, std::string_view cell)
{
    const std::string_view text = trimmed(cell);
    switch (type) {
    case ColumnType::Text:
        return true;
    case ColumnType::Integer:
        return isInteger(text);
    case ColumnType::Numeric:
        return isNumber(text);
    case ColumnType::Float:
        return isFloat(text);
    case ColumnType::Boolean:
        return isOneOf(text, {"true", "false", "1", "0", "yes", "no", "on", "off", "t", "f", "y", "n"});
    case ColumnType::Date:
        return isDate(text);
    case ColumnType::Timestamp:
        return isTimestamp(text);
    }
    return true;
}

} // namespace longshore
