// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/logs/logpalette.h"

#include <QFont>
#include <QFontMetricsF>

namespace longshore
{

class Theme;

/// Fonts, lengths and colours of a log view at one zoom; made anew when the theme or the zoom changes.
struct LogLook {
    LogLook(const Theme &theme, double zoom);

    Colors colors;
    LogPalette palette;
    QFont font; ///< fixed
    QFont bold;
    QFont chip;
    qreal cell = 7; ///< width of one character
    int rowHeight = 19;
    int baseline = 14; ///< from the row's top
    int textInset = 10; ///< between the gutter's line and the text
};

} // namespace longshore
