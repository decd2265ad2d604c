// SPDX-License-Identifier: GPL-3.0-or-later
// Loggers put the level behind a header of time stamps, brackets, numbers and names; the scan ends where prose begins.
#include "model/logs/levelchars.h"
#include "model/logs/levelscan.h"

#include <cstring>

namespace longshore::levels
{

namespace
{

constexpr int maxTokens = 12; ///< before a level; more are a table of numbers

/// Names of days and months, and words that tools put before a level.
bool isHeaderWord(QByteArrayView word, bool stamped)
{
    if (word.size() == 1 || word == "npm" || word == "PHP")
        return true;
    if (stamped && word.size() <= 4 && isCapitals(word)) // UTC, CEST, PM
        return true;
    if (word.size() != 3)
        return false;
    constexpr QByteArrayView names("MonTueWedThuFriSatSunJanFebMarAprMayJunJulAugSepOctNovDec");
    for (qsizetype i = 0; i < names.size(); i += 3)
        if (std::memcmp(names.data() + i, word.data(), 3) == 0)
            return true;
    return false;
}

/// What follows a word that ends with a colon is no message: the line shows a setting, `error: null`.
bool isSetting(QByteArrayView rest)
{
    if (rest.size() > 12)
        return false;
    const QByteArrayView value = rest.trimmed();
    for (const char *word : {"null", "None", "none", "nil", "false", "true", "False", "True", "0", "undefined", "[]", "{}", "\"\"", "off", "on"})
        if (value == QByteArrayView(word))
            return true;
    return false;
}

class Header
{
public:
    Header(QByteArrayView text, qsizetype at) : m_text(text), m_at(at), m_start(at), m_end(qMin(text.size(), zoneBytes)) {}

    LevelWord read(qsizetype *pairs);

private:
    enum class Step { On, Found, Prose, Pairs };
    Step token();
    Step classify(qsizetype begin, qsizetype letters, qsizetype end, quint8 kinds);
    Step plainWord(QByteArrayView word);
    bool lastSegment(qsizetype begin, qsizetype end);
    bool exceptionName(qsizetype begin, qsizetype end);
    bool accept(qsizetype begin, qsizetype end);
    bool countsInCapitals(qsizetype end) const;
    bool isSetOff(qsizetype begin, qsizetype end) const;
    char byteAt(qsizetype i) const { return i >= 0 && i < m_text.size() ? m_text[i] : '\0'; }
    bool endsAt(qsizetype i) const { return i >= m_text.size() || classOf(m_text[i]) == Space; }
    qsizetype behindSpaces(qsizetype i) const;
    qsizetype beforeSpaces(qsizetype i) const;

    QByteArrayView m_text;
    qsizetype m_at;
    qsizetype m_start; ///< of what is no indentation
    qsizetype m_end;
    int m_depth = 0;           ///< of brackets
    bool m_wordsInside = false; ///< plain words came within the bracket
    bool m_stamped = false;    ///< a time stamp came
    bool m_named = false;      ///< a plain word came, taken for the logger's name
    bool m_mayBeNamed = false; ///< the next plain word may be it
    LevelWord m_found;
};

qsizetype Header::behindSpaces(qsizetype i) const
{
    while (i < m_text.size() && i < m_end + 8 && m_text[i] == ' ')
        ++i;
    return i;
}

qsizetype Header::beforeSpaces(qsizetype i) const
{
    --i;
    while (i >= m_start && m_text[i] == ' ')
        --i;
    return i;
}

LevelWord Header::read(qsizetype *pairs)
{
    for (int tokens = 0; m_at < m_end && tokens < maxTokens;) {
        const quint8 kind = classOf(m_text[m_at]);
        if (kind == Opens) {
            ++m_depth;
            m_wordsInside = false;
        } else if (kind == Closes) {
            m_depth = qMax(0, m_depth - 1);
        } else if (kind != Space && kind != Divides) {
            const qsizetype begin = m_at;
            const Step step = token();
            ++tokens;
            if (step == Step::Pairs)
                *pairs = begin;
            if (step != Step::On)
                return m_found;
            continue;
        }
        ++m_at;
    }
    return {};
}

Header::Step Header::token()
{
    const qsizetype begin = m_at;
    qsizetype letters = begin;
    while (letters < m_end && classOf(m_text[letters]) == Letter)
        ++letters;
    if (letters - begin >= 3 && letters - begin <= 9 && accept(begin, letters))
        return Step::Found;
    qsizetype end = letters;
    quint8 kinds = 0;
    for (; end < m_end; ++end) {
        const quint8 kind = classOf(m_text[end]);
        if (kind & endsToken)
            break;
        kinds |= kind;
    }
    m_at = end;
    const char next = end < m_end ? m_text[end] : ' ';
    if (next == '=' || next == '"') {
        ++m_at;
        if (m_depth == 0)
            return next == '=' && end > begin && !m_named ? Step::Pairs : Step::Prose;
    }
    return end > begin ? classify(begin, letters, end, kinds) : Step::On;
}

Header::Step Header::classify(qsizetype begin, qsizetype letters, qsizetype end, quint8 kinds)
{
    const QByteArrayView token = m_text.sliced(begin, end - begin);
    const auto first = quint8(token[0]);
    if (isDigit(token[0])) {
        if (token.size() >= 5 && (kinds & Mark))
            m_stamped = m_mayBeNamed = true;
        return Step::On;
    }
    const char last = token[token.size() - 1];
    if ((last == ':' || m_depth > 0) && (lastSegment(begin, end) || (last == ':' && exceptionName(begin, end))))
        return Step::Found;
    if (last == ':') {
        m_mayBeNamed = m_named = false;
        return Step::On;
    }
    if (byteAt(end) == '[' || byteAt(end) == '(') // myapp[12]
        return Step::On;
    if (first >= 0xe2 && token.size() <= 8) // a sign, an emoji
        return Step::On;
    const bool isPlain = letters == end || (letters > begin && (m_text[letters] == '\'' || (letters + 1 == end && std::strchr(".!?", last))));
    return isPlain ? plainWord(token) : Step::On;
}

Header::Step Header::plainWord(QByteArrayView word)
{
    if (isHeaderWord(word, m_stamped && !m_named))
        return Step::On;
    if (m_depth > 0) {
        m_wordsInside = true;
        return Step::On;
    }
    if (!m_mayBeNamed)
        return Step::Prose;
    m_mayBeNamed = false;
    m_named = true;
    return Step::On;
}

/// `channel.ERROR:` of Monolog, `[core:error]` of Apache.
bool Header::lastSegment(qsizetype begin, qsizetype end)
{
    const bool colon = m_text[end - 1] == ':';
    if (!colon && byteAt(end) != ']')
        return false;
    const qsizetype wordEnd = colon ? end - 1 : end;
    qsizetype word = wordEnd;
    while (word > begin && classOf(m_text[word - 1]) == Letter)
        --word;
    if (word == begin || byteAt(word - 1) != (colon ? '.' : ':'))
        return false;
    const QByteArrayView text = m_text.sliced(word, wordEnd - word);
    const Word meaning = lookUp(text);
    if (meaning.form != Form::Any || (colon && !isCapitals(text)))
        return false;
    m_found = found(meaning.level, word, text.size());
    return true;
}

/// `ValueError: …`, `java.lang.IllegalStateException: …` at the start of a line.
bool Header::exceptionName(qsizetype begin, qsizetype end)
{
    const QByteArrayView name = m_text.sliced(begin, end - begin - 1);
    if (begin != 0 || !endsAt(end) || !(name.endsWith("Error") || name.endsWith("Exception")))
        return false;
    for (const char c : name)
        if (!(classOf(c) & (Letter | Digit)) && c != '.' && c != '_' && c != '$' && c != '\\')
            return false;
    m_found = found(LogLevel::Error, begin, name.size());
    return true;
}

bool Header::accept(qsizetype begin, qsizetype end)
{
    const QByteArrayView text = m_text.sliced(begin, end - begin);
    const Word word = lookUp(text);
    if (word.form == Form::None || (m_depth > 0 && m_wordsInside))
        return false;
    const bool capitals = isCapitals(text);
    const bool bare = word.form == Form::Any || word.form == Form::Capitals;
    if (!capitals && (word.form == Form::Capitals || word.form == Form::CapitalsOff))
        return false;
    qsizetype length = text.size();
    if (!(capitals && bare && countsInCapitals(end)) && !isSetOff(begin, end)) {
        // PHP and compilers say "fatal error:".
        if (word.level != LogLevel::Critical || m_named || m_text.sliced(end, qMin<qsizetype>(7, m_text.size() - end)) != " error:")
            return false;
        length += 6;
    }
    m_found = found(word.level, begin, length);
    return true;
}

bool Header::countsInCapitals(qsizetype end) const
{
    if (endsAt(end))
        return true;
    switch (m_text[end]) {
    case ':': case ']': case ')': case '}': case '|': case '>': case '!': return true;
    case ',': case ';': return !endsAt(end + 1);
    case '[': return classOf(byteAt(end + 1)) & (Letter | Digit); // INFO[0042]
    case '-': return endsAt(end + 1);
    case '/': return m_depth > 0; // [… WARNING/MainProcess]
    default: return false;
    }
}

bool Header::isSetOff(qsizetype begin, qsizetype end) const
{
    const bool first = begin == m_start;
    const bool indented = m_start > 0;
    const char before = byteAt(begin - 1);
    const char after = byteAt(end);
    const char afterSpaces = byteAt(behindSpaces(end));
    const char beforeSpace = byteAt(beforeSpaces(begin));
    if (after == ':')
        return endsAt(end + 1) && !m_named && !(first && indented) && !isSetting(m_text.sliced(end + 1));
    if ((before == '[' && afterSpaces == ']') || (before == '(' && afterSpaces == ')'))
        return true;
    if (beforeSpace == '|')
        return afterSpaces == '|' || afterSpaces == '\0';
    if (after == '\t')
        return first || before == '\t';
    if (after == '[') // error[E0308]
        return first && (byteAt(end + 1) == 'E' || isDigit(byteAt(end + 1)));
    if (after != ' ')
        return false;
    const bool dash = byteAt(end + 1) == '-' && byteAt(end + 2) == ' ';
    return (dash && (beforeSpace == '-' || (first && !indented))) || (first && !indented && byteAt(end + 1) == ' ');
}

} // namespace

LevelWord inHeader(QByteArrayView text, qsizetype at, qsizetype *pairs)
{
    return Header(text, at).read(pairs);
}

} // namespace longshore::levels
