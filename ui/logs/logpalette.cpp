// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logpalette.h"

namespace longshore
{

namespace
{
constexpr double leastContrast = 4.5;
constexpr double backgroundShare = 0.3;
} // namespace

LogPalette::LogPalette(const Colors &colors)
    : m_colors(colors)
    , m_basic{colors.text, colors.error, colors.success, colors.warning, colors.accent, colors.violet, colors.cyan, colors.muted}
{
}

/// Colours beyond the sixteen are somebody's exact wish; it is bent towards the text colour until it can be read.
QColor LogPalette::cube(int index) const
{
    QColor wish;
    if (index >= 232) {
        const int grey = 8 + 10 * (index - 232);
        wish = QColor(grey, grey, grey);
    } else {
        const auto level = [](int step) { return step == 0 ? 0 : 55 + 40 * step; };
        const int i = index - 16;
        wish = QColor(level(i / 36), level(i / 6 % 6), level(i % 6));
    }
    for (int tries = 0; tries < 8 && contrastRatio(wish, m_colors.base) < leastContrast; ++tries)
        wish = blend(m_colors.text, wish, 0.25);
    return wish;
}

QColor LogPalette::indexed(int index) const
{
    return index < 16 ? m_basic[std::size_t(index % 8)] : cube(index);
}

QColor LogPalette::foreground(TextStyle style) const
{
    const int number = style.has(TextStyle::Inverse) && style.background() ? style.background() : style.foreground();
    const QColor ink = number == 0 ? m_colors.text : indexed(number - 1);
    return style.has(TextStyle::Dim) ? m_colors.muted : ink;
}

QColor LogPalette::background(TextStyle style) const
{
    if (style.has(TextStyle::Inverse))
        return blend(style.foreground() ? indexed(style.foreground() - 1) : m_colors.muted, m_colors.base, backgroundShare);
    return style.background() ? blend(indexed(style.background() - 1), m_colors.base, backgroundShare) : QColor();
}

bool LogPalette::isBold(TextStyle style)
{
    return style.has(TextStyle::Bold) || (style.foreground() > 8 && style.foreground() <= 16);
}

QColor LogPalette::levelInk(LogLevel level) const
{
    switch (level) {
    case LogLevel::None: return m_colors.text;
    case LogLevel::Trace:
    case LogLevel::Debug: return m_colors.violet;
    case LogLevel::Info:
    case LogLevel::Notice: return m_colors.cyan;
    case LogLevel::Warning: return m_colors.warning;
    case LogLevel::Error:
    case LogLevel::Critical: return m_colors.error;
    }
    return m_colors.text;
}

} // namespace longshore
