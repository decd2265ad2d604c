// SPDX-License-Identifier: GPL-3.0-or-later
// Levels in lines of keys and values: JSON objects and logfmt.
#include "model/logs/levelchars.h"
#include "model/logs/levelscan.h"

#include <limits>

namespace longshore::levels
{

namespace
{

/// What a number under a key means.
enum class Key : quint8 { Other, Level, PythonNumber, Gelf };

Key keyOf(QByteArrayView key)
{
    const auto is = [key](const char *name) { return qstrnicmp(key.data(), name, size_t(key.size())) == 0; };
    if (key.size() < 2 || key.size() > 13)
        return Key::Other;
    switch (key[0] | 0x20) { // most keys are told by their first letter
    case 'l':
        if (key.size() == 7 && is("levelno"))
            return Key::PythonNumber;
        return (key.size() == 5 && is("level")) || (key.size() == 9 && (is("levelname") || is("log.level") || is("log_level"))) ||
                       (key.size() == 8 && is("loglevel")) || (key.size() == 3 && is("lvl"))
                   ? Key::Level
                   : Key::Other;
    case 's':
        return key.size() == 8 && is("severity") ? Key::Level : key.size() == 13 && is("short_message") ? Key::Gelf : Key::Other;
    case 'v':
        return key.size() == 7 && is("version") ? Key::Gelf : Key::Other;
    case '@' | 0x20:
        return key.size() == 2 && is("@l") ? Key::Level : Key::Other;
    default:
        return Key::Other;
    }
}

/// Up to three digits, else -1.
int numberIn(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 3)
        return -1;
    int number = 0;
    for (const char c : text) {
        if (!isDigit(c))
            return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

/// Bunyan and pino count 10 trace … 60 fatal, Python 10 debug … 50 critical.
LogLevel levelOfTens(int number, bool python)
{
    using enum LogLevel;
    static constexpr LogLevel tens[] = {None, Trace, Debug, Info, Warning, Error, Critical};
    const int index = number / 10 + (python ? 1 : 0);
    return number >= 10 && number % 10 == 0 && index < int(std::size(tens)) ? tens[index] : None;
}

/// Walks the members of one object, from the start of one of them.
class Members
{
public:
    Members(QByteArrayView text, qsizetype at, qsizetype end) : m_text(text), m_at(at), m_end(end) {}

    /// Steps to the next member; false at the object's end, at the end of what may be looked at, or where it is no JSON.
    bool next()
    {
        skipSpaces();
        if (m_at < m_end && m_text[m_at] == ',') {
            ++m_at;
            skipSpaces();
        }
        if (!readString(&m_key))
            return false;
        skipSpaces();
        if (m_at >= m_end || m_text[m_at] != ':')
            return false;
        ++m_at;
        skipSpaces();
        return readValue();
    }
    QByteArrayView key() const { return m_key; }
    /// What a string holds, or a plain word or number; empty for objects and lists.
    QByteArrayView value() const { return m_value; }
    /// The object ends here, and the text with it.
    bool atEndOfText()
    {
        skipSpaces();
        if (m_at >= m_end || m_text[m_at] != '}')
            return false;
        ++m_at;
        skipSpaces();
        return m_at == m_text.size();
    }

private:
    void skipSpaces()
    {
        while (m_at < m_end && isBlank(m_text[m_at]))
            ++m_at;
    }
    static bool endsPlain(char c) { return c == ',' || c == '}' || c == ']' || isBlank(c); }
    bool readString(QByteArrayView *content)
    {
        if (m_at >= m_end || m_text[m_at] != '"')
            return false;
        const qsizetype begin = ++m_at;
        m_at = closingQuote(m_text, m_at, m_end);
        if (m_at >= m_end)
            return false;
        *content = m_text.sliced(begin, m_at - begin);
        ++m_at;
        return true;
    }
    bool readValue()
    {
        m_value = {};
        if (m_at >= m_end)
            return false;
        if (m_text[m_at] == '"')
            return readString(&m_value);
        if (m_text[m_at] == '{' || m_text[m_at] == '[')
            return skipNested();
        const qsizetype begin = m_at;
        while (m_at < m_end && !endsPlain(m_text[m_at]))
            ++m_at;
        m_value = m_text.sliced(begin, m_at - begin);
        return m_at > begin && m_at < m_end;
    }
    bool skipNested()
    {
        int depth = 0;
        while (m_at < m_end) {
            const char c = m_text[m_at];
            QByteArrayView ignored;
            if (c == '"') {
                if (!readString(&ignored))
                    return false;
                continue;
            }
            ++m_at;
            if (c == '{' || c == '[')
                ++depth;
            else if ((c == '}' || c == ']') && --depth == 0)
                return true;
        }
        return false;
    }

    QByteArrayView m_text;
    qsizetype m_at;
    qsizetype m_end;
    QByteArrayView m_key;
    QByteArrayView m_value;
};

/// Collects what the members say until they say a level.
struct Finder {
    QByteArrayView text;
    bool gelf = false;
    QByteArrayView syslog; ///< a number below 8, which is a level in GELF only
    LevelWord word;

    /// False when nothing more is needed.
    bool take(QByteArrayView key, QByteArrayView value)
    {
        const Key kind = keyOf(key);
        if (kind == Key::Other)
            return true;
        if (kind == Key::Gelf) {
            gelf = true;
        } else if (const int number = numberIn(value); number >= 0 && number < 8) {
            syslog = value;
        } else {
            const LogLevel level = number >= 0 ? levelOfTens(number, kind == Key::PythonNumber)
                                               : levelFromName(value.trimmed()).value_or(LogLevel::None);
            if (level != LogLevel::None)
                word = at(level, value);
        }
        if (gelf && !syslog.isEmpty())
            word = at(*levelFromSyslog(numberIn(syslog)), syslog);
        return word.length == 0;
    }
    LevelWord at(LogLevel level, QByteArrayView value) const { return found(level, value.data() - text.data(), value.size()); }
};

/// The level among the last members of a long line: where a level's key seems to start, the members from there on must
/// end the line, or it was one of an inner object or of a string.
void searchTail(Finder &finder)
{
    const QByteArrayView text = finder.text;
    for (qsizetype at = text.size() - headBytes; at < text.size(); ++at) {
        if (text[at] != '"' || (text[at - 1] != ',' && text[at - 1] != ' '))
            continue;
        const QByteArrayView rest = text.sliced(at + 1);
        const qsizetype length = rest.first(qMin<qsizetype>(rest.size(), 14)).indexOf('"');
        if (length < 0 || keyOf(rest.first(length)) == Key::Other)
            continue;
        Finder inner = finder;
        Members members(text, at, text.size());
        while (members.next())
            inner.take(members.key(), members.value());
        if (members.atEndOfText()) {
            finder = inner;
            return;
        }
    }
}

} // namespace

LevelWord inJson(QByteArrayView text)
{
    Finder finder{text, false, {}, {}};
    Members members(text, text.indexOf('{') + 1, qMin(text.size(), headBytes));
    while (members.next()) {
        if (!finder.take(members.key(), members.value()))
            return finder.word;
    }
    if (text.size() > headBytes && text.size() <= std::numeric_limits<quint16>::max())
        searchTail(finder);
    return finder.word;
}

LevelWord inLogfmt(QByteArrayView text, qsizetype from)
{
    const qsizetype end = qMin(text.size(), headBytes);
    Finder finder{text, false, {}, {}};
    for (qsizetype at = from; at < end;) {
        const qsizetype begin = at;
        while (at < end && text[at] != '=' && text[at] != ' ' && text[at] != '\t')
            ++at;
        const QByteArrayView key = text.sliced(begin, at - begin);
        if (at >= end || text[at] != '=') {
            ++at;
            continue;
        }
        const bool quoted = ++at < end && text[at] == '"';
        const qsizetype value = quoted ? ++at : at;
        if (quoted)
            at = qMin(closingQuote(text, at, end), end);
        while (!quoted && at < end && text[at] != ' ' && text[at] != '\t')
            ++at;
        qsizetype length = at - value;
        while (length > 0 && (text[value + length - 1] == ',' || text[value + length - 1] == ';'))
            --length;
        if (!finder.take(key, text.sliced(value, length)))
            return finder.word;
        ++at;
    }
    return {};
}

} // namespace longshore::levels
