// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/jsonfields.h"

#include "model/logs/levelscan.h"
#include "model/logs/visibletext.h"

namespace longshore
{

using namespace Qt::StringLiterals;

void JsonFields::read()
{
    skipSpaces();
    if (!object({}, 1))
        return;
    skipSpaces();
    if (!atEnd())
        fail(u"more text follows the object"_s);
}

bool JsonFields::fail(const QString &what)
{
    if (m_out->error.isEmpty())
        m_out->error = u"Not all of this line could be read as JSON: %1 (byte %2)."_s.arg(what).arg(qMin(m_at, m_line.size()) + 1);
    return false;
}

void JsonFields::skipSpaces()
{
    while (!atEnd() && (m_line[m_at] == ' ' || m_line[m_at] == '\t' || m_line[m_at] == '\n' || m_line[m_at] == '\r'))
        ++m_at;
}

bool JsonFields::take(char c)
{
    if (atEnd() || m_line[m_at] != c)
        return false;
    ++m_at;
    return true;
}

bool JsonFields::add(const QString &path, const QString &text, LogField::Kind kind)
{
    if (m_out->fields.size() >= LogFieldLimits::fields)
        return fail(u"only the first %1 fields are shown"_s.arg(LogFieldLimits::fields));
    m_out->fields.append({visibleLine(path), visibleLine(text), kind});
    return true;
}

bool JsonFields::object(const QString &path, int depth)
{
    if (depth > LogFieldLimits::depth)
        return fail(u"it is nested deeper than %1 levels"_s.arg(LogFieldLimits::depth));
    if (!take('{'))
        return fail(u"an object was expected"_s);
    skipSpaces();
    if (take('}'))
        return path.isEmpty() || add(path, u"{}"_s, LogField::Kind::List);
    for (;;) {
        if (!member(path, depth))
            return false;
        skipSpaces();
        if (take('}'))
            return true;
        if (!take(','))
            return fail(atEnd() ? u"it ends too early"_s : u"a comma was expected"_s);
    }
}

bool JsonFields::member(const QString &path, int depth)
{
    skipSpaces();
    QString key;
    if (!string(&key))
        return false;
    skipSpaces();
    if (!take(':'))
        return fail(atEnd() ? u"it ends too early"_s : u"a colon was expected"_s);
    skipSpaces();
    // Bounded, or the fields of one deep object would each repeat a path as long as the line.
    QString full = path.isEmpty() ? key : path + u'.' + key;
    if (full.size() > LogFieldLimits::pathLength)
        full = full.left(LogFieldLimits::pathLength - 1) + u'…';
    return value(full, depth);
}

bool JsonFields::value(const QString &path, int depth)
{
    if (atEnd())
        return fail(u"it ends too early"_s);
    switch (m_line[m_at]) {
    case '{':
        return object(path, depth + 1);
    case '[':
        return list(path, depth + 1);
    case '"': {
        QString text;
        return string(&text) && add(path, text, LogField::Kind::Text);
    }
    default:
        break;
    }
    const QByteArrayView text = word();
    if (text.isEmpty())
        return fail(u"a value was expected"_s);
    const char first = text[0] == '-' && text.size() > 1 ? text[1] : text[0];
    const auto kind = first >= '0' && first <= '9'           ? LogField::Kind::Number
                      : text == "true" || text == "false" ? LogField::Kind::Boolean
                      : text == "null"                     ? LogField::Kind::Null
                                                           : LogField::Kind::Text;
    return add(path, QString::fromUtf8(text), kind);
}

QByteArrayView JsonFields::word()
{
    const qsizetype begin = m_at;
    while (!atEnd() && !QByteArrayView(",:{}[]\" \t\r\n").contains(m_line[m_at]))
        ++m_at;
    return m_line.sliced(begin, m_at - begin);
}

bool JsonFields::list(const QString &path, int depth)
{
    QByteArray compact;
    const bool whole = copyCompact(&compact, depth);
    return add(path, QString::fromUtf8(compact), LogField::Kind::List) && whole;
}

/// Copies one list without the spaces between its parts.
bool JsonFields::copyCompact(QByteArray *compact, int depth)
{
    int open = 0;
    while (!atEnd()) {
        const char c = m_line[m_at];
        if (c == '"') {
            QByteArrayView raw;
            if (!rawString(&raw))
                return false;
            compact->append(raw);
            continue;
        }
        ++m_at;
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
            continue;
        compact->append(c);
        if (c == '[' || c == '{')
            ++open;
        else if ((c == ']' || c == '}') && --open == 0)
            return true;
        if (depth + open - 1 > LogFieldLimits::depth)
            return fail(u"it is nested deeper than %1 levels"_s.arg(LogFieldLimits::depth));
    }
    return fail(u"it ends too early"_s);
}

/// One string with its quotes, as it is written.
bool JsonFields::rawString(QByteArrayView *raw)
{
    const qsizetype begin = m_at;
    const qsizetype end = levels::closingQuote(m_line, begin + 1, m_line.size());
    m_at = qMin(end + 1, m_line.size());
    *raw = m_line.sliced(begin, m_at - begin);
    return end < m_line.size() || fail(u"it ends within a string"_s);
}

bool JsonFields::string(QString *text)
{
    if (!take('"'))
        return fail(atEnd() ? u"it ends too early"_s : u"a key in double quotes was expected"_s);
    while (!atEnd()) {
        const qsizetype begin = m_at;
        while (!atEnd() && m_line[m_at] != '"' && m_line[m_at] != '\\')
            ++m_at;
        *text += QString::fromUtf8(m_line.sliced(begin, m_at - begin));
        if (take('"'))
            return true;
        if (!atEnd() && !escape(text))
            break;
    }
    return fail(u"it ends within a string"_s);
}

/// What a backslash stands for; false when the text ends within it.
bool JsonFields::escape(QString *text)
{
    if (m_at + 1 >= m_line.size()) {
        m_at = m_line.size();
        return false;
    }
    const char kind = m_line[m_at + 1];
    constexpr QByteArrayView names("\"\\/bfnrt");
    constexpr QByteArrayView characters("\"\\/\b\f\n\r\t");
    if (const qsizetype index = names.indexOf(kind); index >= 0) {
        *text += QLatin1Char(characters[index]);
        m_at += 2;
        return true;
    }
    bool ok = false;
    if (kind == 'u' && m_at + 6 <= m_line.size()) {
        const uint unit = m_line.sliced(m_at + 2, 4).toByteArray().toUInt(&ok, 16);
        if (ok) {
            *text += QChar(char16_t(unit));
            m_at += 6;
            return true;
        }
    }
    *text += u'\\';
    ++m_at;
    return true;
}

} // namespace longshore
