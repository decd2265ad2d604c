// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace longshore::splitter
{

enum class SplitAt { Words, Sentences, Characters };

struct SplitRule {
    SplitAt at = SplitAt::Words;
    std::size_t max = 75; ///< The most characters (code points) of one piece.
    std::size_t min = 0;  ///< A piece is ended early, at a boundary, only when it has at least this many.
};

struct Pieces {
    std::vector<std::string> texts; ///< UTF-8, without white space at either end.
    std::size_t characters = 0;     ///< Code points of the whole text.
    bool cutWord = false;           ///< A word had to be cut since no boundary lay between min and max.
    bool replacedBytes = false;     ///< The text was not valid UTF-8; U+FFFD stands for what was not.
};

/// UTF-8 to code points; each byte that is no part of a valid sequence becomes U+FFFD and sets @p replaced.
std::u32string decodeUtf8(std::string_view bytes, bool &replaced);
std::string encodeUtf8(std::u32string_view text);

/// Cuts @p text into pieces of at most `rule.max` code points, never inside one.
Pieces splitText(std::string_view text, const SplitRule &rule);

} // namespace longshore::splitter
