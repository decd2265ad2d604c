// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/lineform.h"

#include <algorithm>

namespace longshore
{

namespace
{

bool isLetterOrDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isOneOf(char c, QByteArrayView set)
{
    return set.contains(c);
}

/// Reads a regular expression once and writes its form; each method takes one piece and is false where it gives up.
class Writer
{
public:
    explicit Writer(QByteArrayView regex) : m_in(regex) {}

    bool write()
    {
        while (m_at < m_in.size()) {
            const char c = m_in[m_at];
            const bool understood = c == '\\' ? escape() : c == '[' ? characterClass() : c == '(' ? group() : character(c);
            if (!understood)
                return false;
        }
        return true;
    }
    const QByteArray &written() const { return m_out; }

private:
    char peek(qsizetype ahead) const { return m_at + ahead < m_in.size() ? m_in[m_at + ahead] : '\0'; }
    bool copy(qsizetype count)
    {
        m_out += m_in.sliced(m_at, count);
        m_at += count;
        return true;
    }
    bool replace(qsizetype count, QByteArrayView by)
    {
        m_out += by;
        m_at += count;
        return true;
    }
    bool character(char c) { return c != '\n' && copy(1); }

    bool escape()
    {
        const char c = peek(1);
        switch (c) {
        case '\0': return false;
        case 's': return replace(2, "[^\\S\\n]");
        case 'D': return replace(2, "[^\\d\\n]");
        case 'W': return replace(2, "[^\\w\\n]");
        case 'H': return replace(2, "[^\\h\\n]");
        case 'v': return replace(2, "[^\\V\\n]");
        case 'N': return peek(2) != '{' && copy(2);
        case 'p':
        case 'P': return property(c);
        default: break;
        }
        if (c >= '1' && c <= '9') // more digits may be an octal number
            return !(peek(2) >= '0' && peek(2) <= '9') && copy(2);
        return (!isLetterOrDigit(c) || isOneOf(c, "dwShVbBtrefa")) && c != '\n' && copy(2);
    }

    bool property(char letter)
    {
        qsizetype end = 3;
        if (peek(2) == '{') {
            const qsizetype brace = m_in.indexOf('}', m_at);
            if (brace < 0)
                return false;
            end = brace + 1 - m_at;
        }
        if (m_at + end > m_in.size())
            return false;
        return replace(end, QByteArray("[^\\") + (letter == 'p' ? 'P' : 'p') + m_in.sliced(m_at + 2, end - 2).toByteArray() + "\\n]");
    }

    /// Comments, verbs, conditions, recursion and all flags but i and m are left alone.
    bool group()
    {
        if (peek(1) == '*')
            return false;
        if (peek(1) != '?')
            return copy(1);
        for (const QByteArrayView plain : {"(?:", "(?=", "(?!", "(?>", "(?|", "(?<=", "(?<!"})
            if (m_in.sliced(m_at).startsWith(plain))
                return copy(plain.size());
        const qsizetype nameAt = peek(2) == 'P' ? 3 : 2;
        if (peek(nameAt) == '<') {
            const qsizetype end = m_in.indexOf('>', m_at);
            return end > 0 && copy(end + 1 - m_at);
        }
        for (qsizetype i = 2;; ++i) {
            const char c = peek(i);
            if (c == ')' || c == ':')
                return copy(i + 1);
            if (c != 'i' && c != 'm' && !(c == '-' && peek(i + 1) == 'i' && isOneOf(peek(i + 2), "):")))
                return false;
        }
    }

    bool characterClass()
    {
        const bool negated = peek(1) == '^';
        copy(negated ? 2 : 1);
        if (negated)
            m_out += "\\n";
        if (peek(0) == ']')
            replace(1, "\\]");
        while (m_at < m_in.size()) {
            const char c = m_in[m_at];
            if (c == ']')
                return copy(1);
            if (!(c == '\\' ? escapeInClass(negated) : c == '[' ? bracketInClass(negated) : characterInClass(c, negated)))
                return false;
        }
        return false;
    }

    /// A range could begin before the newline and end behind it: no control characters.
    bool characterInClass(char c, bool negated) { return (negated || quint8(c) >= 0x20) && copy(1); }

    bool escapeInClass(bool negated)
    {
        const char c = peek(1);
        if (c == '\0' || isOneOf(c, "cQE"))
            return false;
        if (negated)
            return copy(2);
        if (c == 's') // the text has no other white space but the newline
            return replace(2, "[:blank:]");
        return (!isLetterOrDigit(c) || isOneOf(c, "dwSh")) && quint8(c) >= 0x20 && copy(2);
    }

    bool bracketInClass(bool negated)
    {
        if (isOneOf(peek(1), ".="))
            return false;
        if (peek(1) != ':')
            return copy(1);
        const qsizetype end = m_in.indexOf(":]", m_at + 2);
        if (end < 0)
            return copy(1);
        const QByteArrayView name = m_in.sliced(m_at + 2, end - m_at - 2);
        // In a negated class any name will do, but it must be one, or the class ended before.
        bool known = negated && std::all_of(name.begin(), name.end(), [](char c) { return c == '^' || isLetterOrDigit(c); });
        for (const QByteArrayView safe : {"alnum", "alpha", "blank", "digit", "graph", "lower", "print", "punct", "upper", "word", "xdigit"})
            known |= name == safe;
        return known && copy(end + 2 - m_at);
    }

    QByteArrayView m_in;
    qsizetype m_at = 0;
    QByteArray m_out;
};

} // namespace

std::optional<QByteArray> lineForm(QByteArrayView regex)
{
    Writer writer(regex);
    if (!writer.write())
        return std::nullopt;
    return writer.written();
}

} // namespace longshore
