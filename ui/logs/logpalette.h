// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logline.h"
#include "ui/theme/colors.h"

#include <array>

namespace longshore
{

/// The colours of a log: what a program asked for by escape sequences, as roles of the theme, so that every text
/// stays readable on both grounds. Computed once for each theme.
class LogPalette
{
public:
    explicit LogPalette(const Colors &colors);

    QColor foreground(TextStyle style) const;
    /// Invalid when the style has none.
    QColor background(TextStyle style) const;
    /// Bright colours are the plain ones in bold.
    static bool isBold(TextStyle style);
    /// The ink of a level's word, and whether it is bold.
    QColor levelInk(LogLevel level) const;
    static bool isLevelBold(LogLevel level) { return level >= LogLevel::Warning; }

private:
    QColor indexed(int index) const;
    QColor cube(int index) const;

    Colors m_colors;
    std::array<QColor, 8> m_basic;
};

} // namespace longshore
