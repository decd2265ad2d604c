// SPDX-License-Identifier: GPL-3.0-or-later
#include "split.h"

#include <algorithm>

namespace longshore::splitter
{

namespace
{

constexpr char32_t Replacement = U'\uFFFD';

bool isSpace(char32_t c)
{
    return c == U' ' || (c >= U'\t' && c <= U'\r') || c == U'\u0085' || c == U'\u1680' ||
           (c >= U'\u2000' && c <= U'\u200A' && c != U'\u2007') || c == U'\u2028' || c == U'\u2029' || c == U'\u205F' ||
           c == U'\u3000';
}

bool endsSentence(char32_t c)
{
    return std::u32string_view(U".!?\u2026\u3002\uFF01\uFF1F").find(c) != std::u32string_view::npos;
}

/// The code point that starts at @p at, which moves behind it; Replacement for one bad byte.
char32_t nextCodePoint(std::string_view bytes, std::size_t &at, bool &replaced)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned first = byte(at++);
    if (first < 0x80)
        return first;
    const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    const char32_t least[] = {0, 0x80, 0x800, 0x10000};
    char32_t c = first & (0x3Fu >> more);
    bool valid = first >= 0xC2 && first <= 0xF4 && at + more <= bytes.size();
    for (std::size_t i = 0; valid && i < more; ++i) {
        valid = (byte(at + i) & 0xC0) == 0x80;
        c = (c << 6) | (byte(at + i) & 0x3F);
    }
    if (!valid || c < least[more] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
        replaced = true;
        return Replacement;
    }
    at += more;
    return c;
}

bool isBoundary(std::u32string_view text, std::size_t at, SplitAt kind)
{
    if (kind == SplitAt::Sentences)
        return isSpace(text[at]) && at > 0 && endsSentence(text[at - 1]);
    return isSpace(text[at]);
}

/// Where the piece that starts at 0 of @p rest ends; the text is longer than rule.max.
std::size_t pieceEnd(std::u32string_view rest, const SplitRule &rule, bool &cutWord)
{
    if (rule.at == SplitAt::Characters)
        return rule.max;
    for (const SplitAt kind : {SplitAt::Sentences, SplitAt::Words}) {
        if (kind == SplitAt::Sentences && rule.at != kind)
            continue;
        for (std::size_t end = rule.max; end >= std::max<std::size_t>(rule.min, 1); --end) {
            if (isBoundary(rest, end, kind))
                return end;
        }
    }
    cutWord = true;
    return rule.max;
}

} // namespace

std::u32string decodeUtf8(std::string_view bytes, bool &replaced)
{
    std::u32string text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();)
        text += nextCodePoint(bytes, at, replaced);
    return text;
}

std::string encodeUtf8(std::u32string_view text)
{
    std::string bytes;
    for (const char32_t c : text) {
        const int more = c >= 0x10000 ? 3 : c >= 0x800 ? 2 : c >= 0x80 ? 1 : 0;
        const unsigned marks[] = {0, 0xC0, 0xE0, 0xF0};
        bytes += static_cast<char>(marks[more] | (c >> (6 * more)));
        for (int i = more - 1; i >= 0; --i)
            bytes += static_cast<char>(0x80 | ((c >> (6 * i)) & 0x3F));
    }
    return bytes;
}

Pieces splitText(std::string_view text, const SplitRule &rule)
{
    Pieces pieces;
    const std::u32string whole = decodeUtf8(text, pieces.replacedBytes);
    pieces.characters = whole.size();
    std::u32string_view rest = whole;
    for (;;) {
        while (!rest.empty() && isSpace(rest.front()))
            rest.remove_prefix(1);
        while (!rest.empty() && isSpace(rest.back()))
            rest.remove_suffix(1);
        if (rest.empty())
            return pieces;
        const std::size_t end = rest.size() <= rule.max ? rest.size() : pieceEnd(rest, rule, pieces.cutWord);
        std::u32string_view piece = rest.substr(0, end);
        while (isSpace(piece.back()))
            piece.remove_suffix(1);
        pieces.texts.push_back(encodeUtf8(piece));
        rest.remove_prefix(end);
    }
}

} // namespace longshore::splitter
