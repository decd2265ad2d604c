// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/loglevels.h"

#include <QtEndian>
#include <bit>
#include <cstring>

/// The parts of `levelWord`, one for each kind of line.
namespace longshore::levels
{

inline constexpr qsizetype headBytes = 256; ///< of a line that are looked at, and as many at its end
inline constexpr qsizetype zoneBytes = 64;  ///< within which a level word of plain text stands

/// How a word has to be written to count as a level in plain text.
enum class Form : quint8 {
    None,        ///< it is no level word
    Any,         ///< in capitals anywhere, else set off by punctuation
    Capitals,    ///< an abbreviation that is a word of its own in small letters
    SetOff,      ///< also in capitals only when set off: an ordinary word
    CapitalsOff  ///< in capitals and set off
};

struct Word {
    LogLevel level = LogLevel::None;
    Form form = Form::None;
};

/// `word` in any case, letters only.
Word lookUp(QByteArrayView word);

/// A line that starts with `{`: the level among its outermost keys.
LevelWord inJson(QByteArrayView text);
/// `key=value` pairs from `from` on.
LevelWord inLogfmt(QByteArrayView text, qsizetype from);
/// Plain text. `pairs` becomes the offset of the first token with a `=` when no words stand before it, else -1.
LevelWord inPrefix(QByteArrayView text, qsizetype *pairs);
/// The part of it from `at` on, where the line is no more indented and begins with nothing that tells its level.
LevelWord inHeader(QByteArrayView text, qsizetype at, qsizetype *pairs);

/// Index of the first `"` at or behind `at` that no backslash escapes; `end` or more when there is none before it.
inline qsizetype closingQuote(QByteArrayView text, qsizetype at, qsizetype end)
{
    constexpr quint64 ones = 0x0101010101010101;
    constexpr auto zeros = [](quint64 word) { return (word - ones) & ~word & (ones << 7); };
    while (at < end) {
        if (end - at >= 8) { // eight bytes at once
            const auto word = qFromLittleEndian<quint64>(text.data() + at);
            const quint64 hits = zeros(word ^ (ones * '"')) | zeros(word ^ (ones * '\\'));
            if (!hits) {
                at += 8;
                continue;
            }
            at += std::countr_zero(hits) / 8;
        }
        if (text[at] == '"')
            break;
        at += text[at] == '\\' ? 2 : 1;
    }
    return at;
}

inline LevelWord found(LogLevel level, qsizetype offset, qsizetype length)
{
    return {level, quint16(offset), quint16(length)};
}

} // namespace longshore::levels
