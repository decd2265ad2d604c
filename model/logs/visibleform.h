// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace longshore
{

inline constexpr qsizetype visibleFormRoom = 16;

/// How a character is shown, as UTF-8 into `form`; returns its size. Itself, but for what hides or reorders text:
/// controls become their pictures (A09), directional overrides, invisible and tag characters and noncharacters
/// become `[U+202E]` (A10, A11), line separators `⏎`.
qsizetype visibleForm(char32_t c, char (&form)[visibleFormRoom]);

} // namespace longshore
