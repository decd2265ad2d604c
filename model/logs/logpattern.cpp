// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logpattern.h"

#include "model/logs/bytesearch.h"
#include "model/logs/lineform.h"
#include "model/logs/newlines.h"
#include "model/logs/nonascii.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

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
constexpr quint32 depthLimit = 20'000;    // without JIT
constexpr quint32 heapLimit = 16 << 10;   // KiB, without JIT
constexpr std::size_t jitStack = 8 << 20;

template<auto freeFunction>
struct Freer {
    template<class T>
    void operator()(T *pointer) const
    {
        freeFunction(pointer);
    }
};

template<class T, auto freeFunction>
using Owned = std::unique_ptr<T, Freer<freeFunction>>;
using PcreCode = Owned<pcre2_code, pcre2_code_free>;
using CompileContext = Owned<pcre2_compile_context, pcre2_compile_context_free>;

const unsigned char *bytesOf(QByteArrayView text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

/// What a thread needs for matching, whatever the pattern.
struct Bench {
    Owned<pcre2_match_data, pcre2_match_data_free> data{pcre2_match_data_create(1, nullptr)};
    Owned<pcre2_match_context, pcre2_match_context_free> context{pcre2_match_context_create(nullptr)};
    Owned<pcre2_jit_stack, pcre2_jit_stack_free> stack{pcre2_jit_stack_create(32 << 10, jitStack, nullptr)};

    Bench()
    {
        pcre2_jit_stack_assign(context.get(), nullptr, stack.get());
        pcre2_set_depth_limit(context.get(), depthLimit);
        pcre2_set_heap_limit(context.get(), heapLimit);
    }
    std::size_t begin() const { return pcre2_get_ovector_pointer(data.get())[0]; }
    std::size_t end() const { return pcre2_get_ovector_pointer(data.get())[1]; }
};

Bench &bench(quint32 limit)
{
    thread_local Bench ours;
    pcre2_set_match_limit(ours.context.get(), limit);
    return ours;
}

/// One compiled expression. Matching as pcre2_match: 0 and above found, PCRE2_ERROR_NOMATCH, or given up.
struct Expression {
    PcreCode code;
    bool jit = false;

    int match(QByteArrayView text, std::size_t from, quint32 options, Bench &bench) const
    {
        const auto size = std::size_t(text.size());
        return jit ? pcre2_jit_match(code.get(), bytesOf(text), size, from, options, bench.data.get(), bench.context.get())
                   : pcre2_match(code.get(), bytesOf(text), size, from, options | PCRE2_NO_UTF_CHECK, bench.data.get(), bench.context.get());
    }
};

struct CompileError {
    int code = 0;
    std::size_t offset = 0;
};

tl::expected<Expression, CompileError> compileBytes(const QByteArray &text, quint32 options)
{
    const CompileContext context(pcre2_compile_context_create(nullptr));
    pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
    CompileError error;
    Expression made;
    made.code.reset(pcre2_compile(bytesOf(text), std::size_t(text.size()), options | PCRE2_NO_UTF_CHECK, &error.code, &error.offset, context.get()));
    if (!made.code)
        return tl::unexpected(error);
    made.jit = pcre2_jit_compile(made.code.get(), PCRE2_JIT_COMPLETE) == 0;
    return made;
}

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
    Expression line;  ///< for the text of one line
    Expression lines; ///< for the text of many; none when lines have to be looked at one by one
    std::optional<ByteSearch> bytes; ///< instead of `lines`, for text that is taken as it is
    Expression ascii; ///< the same for ASCII, where it need not know the classes of all Unicode; none where they play no part
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
    auto line = compileBytes(text, options);
    if (line && pattern.wholeWord) {
        text = asWord(text);
        line = compileBytes(text, options);
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
        if (auto lines = compileBytes(*form, options))
            code->lines = std::move(*lines);
        if (code->lines.code && !literal && (form->contains('\\') || form->contains("[:")))
            if (auto ascii = compileBytes(*form, options & ~quint32(PCRE2_UCP)))
                code->ascii = std::move(*ascii);
    }
    LogMatcher matcher;
    matcher.m_code = code;
    return matcher;
}

bool LogMatcher::matches(QByteArrayView line) const
{
    return m_code && m_code->line.match(line, 0, 0, bench(matchLimit)) >= 0;
}

std::vector<LogMatch> LogMatcher::matchesIn(QByteArrayView line, std::size_t limit) const
{
    std::vector<LogMatch> found;
    if (!m_code)
        return found;
    Bench &on = bench(matchLimit);
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

    Bench &tools() const { return bench(hits.costly < patience ? matchLimit : lowMatchLimit); }

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

    void all(QByteArrayView text, const Expression &expression)
    {
        if (text.isEmpty())
            return;
        Bench &on = tools();
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
