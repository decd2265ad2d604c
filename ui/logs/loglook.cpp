// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/loglook.h"
#include "ui/theme/theme.h"

namespace longshore
{

LogLook::LogLook(const Theme &theme, double zoom)
    : colors(theme.colors()), palette(colors), font(theme.font(TextRole::Code)), chip(theme.font(TextRole::Small))
{
    font.setPointSizeF(font.pointSizeF() * zoom);
    chip.setPointSizeF(chip.pointSizeF() * zoom);
    bold = font;
    bold.setWeight(QFont::Bold);
    const QFontMetricsF metrics(font);
    cell = metrics.horizontalAdvance(u'0');
    rowHeight = int(metrics.height() + 0.5) + 3;
    baseline = int(metrics.ascent() + 0.5) + 2;
}

} // namespace longshore
