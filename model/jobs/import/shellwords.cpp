// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/import/shellwords.h"

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

class Splitter
{
public:
    Splitter(const QString &text, const ShellLookup &lookup)
        : m_text(text)
        , m_lookup(lookup)
    {
    }

    Result<ShellLine> split();

private:
    QChar at(qsizetype i) const { return i < m_text.size() ? m_text[i] : QChar(); }
    bool continuation();
    bool space();
    void word();
    bool quoted();
    void single();
    void doubled();
    void ansi();
    void escape();
    void dollar();
    void expand(const QString &name, const QString &as);
    QString upTo(QChar end, const QString &what);
    void endWord();

    const QString &m_text;
    const ShellLookup &m_lookup;
    qsizetype m_at = 0;
    QString m_word;
    bool m_inWord = false;
    ShellLine m_line;
    QString m_open; ///< what was never closed
};

/// A line that goes on in the next one.
bool Splitter::continuation()
{
    const QChar c = at(m_at);
    if (c != u'\\' && c != u'`' && c != u'^')
        return false;
    const qsizetype end = at(m_at + 1) == u'\r' ? m_at + 2 : m_at + 1;
    if (at(end) != u'\n')
        return false;
    m_at = end + 1;
    return true;
}

void Splitter::endWord()
{
    if (m_inWord)
        m_line.words.append(m_word);
    m_word.clear();
    m_inWord = false;
}

/// What stands between words.
bool Splitter::space()
{
    if (continuation() || at(m_at).isSpace()) {
        if (m_at < m_text.size() && at(m_at).isSpace())
            ++m_at;
        endWord();
        return true;
    }
    if (at(m_at) == u'#' && !m_inWord) {
        while (m_at < m_text.size() && at(m_at) != u'\n')
            ++m_at;
        return true;
    }
    return false;
}

QString Splitter::upTo(QChar end, const QString &what)
{
    const qsizetype found = m_text.indexOf(end, m_at);
    if (found < 0) {
        m_open = what;
        m_at = m_text.size();
        return {};
    }
    const QString inner = m_text.mid(m_at, found - m_at);
    m_at = found + 1;
    return inner;
}

void Splitter::single()
{
    ++m_at;
    m_word += upTo(u'\'', u"the quote '"_s);
}

void Splitter::doubled()
{
    ++m_at;
    while (m_at < m_text.size() && at(m_at) != u'"') {
        const QChar next = at(m_at + 1);
        if (at(m_at) == u'\\' && (next == u'"' || next == u'\\' || next == u'$' || next == u'`')) {
            m_word += next;
            m_at += 2;
        } else if (at(m_at) == u'$' || at(m_at) == u'`') {
            dollar();
        } else if (!continuation()) {
            m_word += m_text[m_at++];
        }
    }
    if (m_at >= m_text.size())
        m_open = u"the quote \""_s;
    ++m_at;
}

void Splitter::ansi()
{
    static const QString letters = u"abefnrtv\\'\"?"_s;
    static const QString meaning = u"\a\b\033\f\n\r\t\v\\'\"?"_s;
    m_at += 2;
    while (m_at < m_text.size() && at(m_at) != u'\'') {
        if (at(m_at) != u'\\') {
            m_word += m_text[m_at++];
            continue;
        }
        const QChar kind = at(m_at + 1);
        const qsizetype digits = kind == u'u' ? 4 : kind == u'x' ? 2 : 0;
        bool ok = false;
        const ushort code = m_text.mid(m_at + 2, digits).toUShort(&ok, 16);
        if (digits && ok) {
            m_word += QChar(code);
            m_at += 2 + digits;
        } else {
            const qsizetype letter = letters.indexOf(kind);
            m_word += letter < 0 ? QString(u'\\') + kind : QString(meaning[letter]);
            m_at += 2;
        }
    }
    if (m_at >= m_text.size())
        m_open = u"the quote $'"_s;
    ++m_at;
}

void Splitter::expand(const QString &name, const QString &as)
{
    const std::optional<QString> value = m_lookup ? m_lookup(name) : std::nullopt;
    if (!value && !m_line.unresolved.contains(as))
        m_line.unresolved.append(as);
    m_word += value.value_or(as);
}

/// At `$` or a backtick.
void Splitter::dollar()
{
    const qsizetype start = m_at;
    const QChar next = at(m_at + 1);
    if (at(m_at) == u'`' || next == u'(' || next == u'{') {
        const bool tick = at(m_at) == u'`';
        m_at += tick ? 1 : 2;
        const QString inner = upTo(tick           ? u'`'
                                   : next == u'(' ? u')'
                                                  : u'}',
                                   tick ? u"the backtick"_s : u"the bracket $"_s + next);
        return expand(inner.trimmed(), m_text.mid(start, m_at - start));
    }
    qsizetype end = m_at + 1;
    while (at(end) == u'_' || (at(end).unicode() < 0x80 && at(end).isLetterOrNumber()))
        ++end;
    m_at = qMax(end, start + 1);
    if (end == start + 1)
        m_word += u'$';
    else
        expand(m_text.mid(start + 1, end - start - 1), m_text.mid(start, end - start));
}

void Splitter::escape()
{
    // A drive letter's path is what people paste from Windows; there the backslash is one.
    const bool drive = m_word.size() >= 2 && m_word.contains(u':') && at(m_at + 1).isLetterOrNumber();
    if (drive)
        m_word += m_text[m_at++];
    else {
        if (m_at + 1 < m_text.size())
            m_word += m_text[m_at + 1];
        m_at += 2;
    }
}

bool Splitter::quoted()
{
    const QChar c = at(m_at);
    if (c == u'\'')
        single();
    else if (c == u'"')
        doubled();
    else if (c == u'$' && at(m_at + 1) == u'\'')
        ansi();
    else if (c == u'$' || c == u'`')
        dollar();
    else if (c == u'\\')
        escape();
    else
        return false;
    return true;
}

void Splitter::word()
{
    const bool first = !m_inWord;
    m_inWord = true;
    if (quoted())
        return;
    if (first && at(m_at) == u'~' && (at(m_at + 1) == u'/' || at(m_at + 1).isSpace() || at(m_at + 1).isNull())) {
        expand(u"HOME"_s, u"~"_s);
        ++m_at;
    } else if (m_text.mid(m_at, 4).compare("%cd%"_L1, Qt::CaseInsensitive) == 0) {
        expand(u"PWD"_s, m_text.mid(m_at, 4));
        m_at += 4;
    } else {
        m_word += m_text[m_at++];
    }
}

Result<ShellLine> Splitter::split()
{
    while (m_at < m_text.size()) {
        if (space())
            continue;
        if (u";|&<>"_s.contains(at(m_at))) {
            m_line.rest = m_text.mid(m_at).trimmed();
            break;
        }
        word();
    }
    endWord();
    if (!m_open.isEmpty()) {
        return fail(Error::make(Error::Kind::BadInput, u"read the command line"_s, m_open + u" is never closed"_s,
                                u"Paste the whole line."_s));
    }
    return std::move(m_line);
}

} // namespace

Result<ShellLine> splitShellLine(const QString &text, const ShellLookup &lookup)
{
    return Splitter(text, lookup).split();
}

} // namespace longshore
