// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace longshore
{

/// Text from outside with everything made visible that would hide, reorder or pile up on other text (A08 to A12):
/// - C0 controls but tabs, newlines too, become their pictures (␀ … ␟), DEL ␡; C1 controls and lone surrogates U+FFFD
/// - U+2028 and U+2029 become ⏎
/// - directional overrides and isolates, zero-width and other invisible characters, tag characters, noncharacters
///   become markers: `[U+202E]`
/// - of a run of combining marks the first eight stay, U+FFFD stands for the rest
/// Text without any of these is returned as it is, shared. Doing it twice changes nothing. Pure, any thread.
QString visibleLine(const QString &text);

inline constexpr qsizetype visibleFormRoom = 16;
/// The same for one character, as UTF-8 into `form`; returns its size.
qsizetype visibleForm(char32_t c, char (&form)[visibleFormRoom]);
/// A mark that is put on the character before it (A11: the first `longestCombiningRun` of them are shown).
bool isCombining(char32_t c);
inline constexpr int longestCombiningRun = 8;

} // namespace longshore
