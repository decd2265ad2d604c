// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logpattern.h"

#include "model/logs/bytescan.h"
#include "model/logs/bytesearch.h"
#include "model/logs/lineform.h"
#include "model/logs/logexpression.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype longestPattern = 10'000;
constexpr qsizetype sliceBytes = 256 << 10;
// Backtracks from one place of a text: a pattern that is only slow stays below, one that explodes ends after milliseconds.
constexpr quint32 matchLimit = 1'000'000;
constexpr quint32 lowMatchLimit = 10'000; // once it exploded on `patience` lines
constexpr quint32 patience = 100;

bool isAscii(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return quint8(c) < 0x80; });
}

QByteArray escaped(const QByteArray &text)
{
    QByteArray out;
    for (const char c : text) {
        if (quint8(c) < 0x80 && !std::isalnum(quint8(c)) && c != '_')
            out += '\\';
        out += c;
    }
    return out;
}

QByteArray asWord(const QByteArray &regex)
{
    return "(?<!\\w)(?:" + regex + ")(?!\\w)";
}

Error badPattern(const LogPattern &pattern, const QString &happened)
{
    return Error::make(Error::Kind::BadInput, u"look for “%1”"_s.arg(pattern.text.left(200)), happened,
                       pattern.regex ? u"Correct the regular expression, or look for it as plain text."_s : QString());
}

} // namespace

struct LogMatcher::Code {
    LogExpression line;  ///< for the text of one line
    LogExpression lines; ///< for the text of many; none when lines have to be looked at one by one
    std::optional<ByteSearch> bytes; ///< instead of `lines`, for text that is taken as it is
    LogExpression ascii; ///< the same for ASCII, where it need not know the classes of all Unicode; none where they play no part
};

Result<LogMatcher> LogMatcher::compile(const LogPattern &pattern)
{
    if (pattern.isEmpty())
        return fail(badPattern(pattern, u"there is nothing to look for"_s));
    const QByteArray given = pattern.text.toUtf8();
    if (given.size() > longestPattern)
        return fail(badPattern(pattern, u"the pattern is longer than %1 bytes"_s.arg(longestPattern)));
    const quint32 caseless = pattern.caseSensitive ? 0 : PCRE2_CASELESS;
    const quint32 regexOptions = caseless | PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_ALT_CIRCUMFLEX | PCRE2_NEVER_BACKSLASH_C;
    const bool literal = !pattern.regex && !pattern.wholeWord;
    const quint32 options = literal ? caseless | PCRE2_LITERAL | (isAscii(given) ? 0 : PCRE2_UTF) : regexOptions;

    QByteArray text = pattern.regex || literal ? given : escaped(given);
    auto line = LogExpression::compile(text, options);
    if (line && pattern.wholeWord) {
        text = asWord(text);
        line = LogExpression::compile(text, options);
    }
    if (!line) {
        unsigned char words[256] = "";
        pcre2_get_error_message(line.error().code, words, sizeof words);
        const auto place = QString::fromUtf8(text.first(qsizetype(std::min(line.error().offset, std::size_t(text.size()))))).size();
        return fail(badPattern(pattern, u"%1 (at character %2)"_s.arg(QString::fromLatin1(reinterpret_cast<const char *>(words))).arg(place)));
    }
    const auto code = std::make_shared<Code>();
    code->line = std::move(*line);
    if (literal && pattern.caseSensitive && !given.contains('\n'))
        code->bytes.emplace(given);
    const auto form = literal ? (given.contains('\n') ? std::nullopt : std::optional(given)) : lineForm(text);
    if (form) {
        if (auto lines = LogExpression::compile(*form, options))
            code->lines = std::move(*lines);
        if (code->lines.code && !literal && (form->contains('\\') || form->contains("[:")))
            if (auto ascii = LogExpression::compile(*form, options & ~quint32(PCRE2_UCP)))
                code->ascii = std::move(*ascii);
    }
    LogMatcher matcher;
    matcher.m_code = code;
    return matcher;
}

bool LogMatcher::matches(QByteArrayView line) const
{
    return m_code && m_code->line.match(line, 0, 0, matchTools(matchLimit)) >= 0;
}

std::vector<LogMatch> LogMatcher::matchesIn(QByteArrayView line, std::size_t limit) const
{
    std::vector<LogMatch> found;
    if (!m_code)
        return found;
    MatchTools &on = matchTools(matchLimit);
    std::size_t from = 0;
    const auto size = std::size_t(line.size());
    while (from <= size && found.size() < limit && m_code->line.match(line, from, 0, on) >= 0) {
        const std::size_t begin = on.begin();
        const std::size_t end = on.end();
        if (end > begin)
            found.push_back({quint32(begin), quint32(end - begin)});
        if (end > from) {
            from = end;
            if (end > begin)
                continue;
        }
        do // nothing was matched: on by a character
            ++from;
        while (from < size && (quint8(line[qsizetype(from)]) & 0xc0) == 0x80);
    }
    return found;
}

/// One scan over some lines. Lines are counted only where one is found: texts without a hit are read once.
struct LogMatcher::Scan {
    const Code &code;
    LineHits &hits;
    quint32 line;        ///< the number of the line at `counted`
    const char *counted; ///< where a line begins

    MatchTools &tools() const { return matchTools(hits.costly < patience ? matchLimit : lowMatchLimit); }

    /// The number of the line that holds this place; counting goes on there.
    quint32 lineAt(const char *place)
    {
        line += quint32(countNewlines({counted, place - counted}));
        counted = place;
        return line;
    }
    /// A line is found at this place: where the next one begins.
    qsizetype found(QByteArrayView text, qsizetype at)
    {
        hits.lines.push_back(lineAt(text.data() + at));
        const qsizetype next = text.indexOf('\n', at) + 1;
        counted = text.data() + next;
        ++line;
        return next;
    }

    void each(QByteArrayView text)
    {
        while (!text.isEmpty()) {
            const qsizetype size = text.indexOf('\n');
            const int result = code.line.match(text.first(size), 0, 0, tools());
            if (result >= 0)
                hits.lines.push_back(lineAt(text.data()));
            else if (result != PCRE2_ERROR_NOMATCH && hits.costly++ == 0)
                hits.firstCostly = lineAt(text.data());
            text = text.sliced(size + 1);
        }
    }

    /// Stretches of ASCII lines and of others, each by its expression.
    void slice(QByteArrayView text)
    {
        if (code.bytes)
            return bytes(text);
        if (!code.lines.code)
            return each(text);
        while (code.ascii.code && !text.isEmpty()) {
            const qsizetype other = firstNonAscii(text);
            const qsizetype ascii = other < 0 ? text.size() : text.first(other).lastIndexOf('\n') + 1;
            all(text.first(ascii), code.ascii);
            text = text.sliced(ascii);
            qsizetype end = 0;
            for (qsizetype next = 0; end < text.size(); end = next) {
                next = text.indexOf('\n', end) + 1;
                if (firstNonAscii(text.sliced(end, next - end)) < 0)
                    break;
            }
            all(text.first(end), code.lines);
            text = text.sliced(end);
        }
        all(text, code.lines);
    }

    void bytes(QByteArrayView text)
    {
        for (qsizetype at = code.bytes->find(text, 0); at >= 0; at = code.bytes->find(text, at))
            at = found(text, at);
    }

    void all(QByteArrayView text, const LogExpression &expression)
    {
        if (text.isEmpty())
            return;
        MatchTools &on = tools();
        const QByteArrayView subject = text.chopped(1);
        for (qsizetype from = 0; from < text.size();) {
            const int result = expression.match(subject, std::size_t(from), 0, on);
            if (result == PCRE2_ERROR_NOMATCH)
                break;
            if (result < 0)
                return each(text.sliced(from));
            from = found(text, qsizetype(on.begin()));
        }
    }
};

void LogMatcher::scan(QByteArrayView text, quint32 firstIndex, const CancelToken &token, LineHits *hits) const
{
    if (!m_code)
        return;
    Scan scan{*m_code, *hits, firstIndex, text.data()};
    while (!text.isEmpty() && !token.isCancelled()) {
        qsizetype size = std::min(text.size(), sliceBytes);
        if (size < text.size())
            size = text.indexOf('\n', size - 1) + 1;
        scan.slice(text.first(size));
        text = text.sliced(size);
    }
}

} // namespace longshore
