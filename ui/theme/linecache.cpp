// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/linecache.h"

#include <QFontMetrics>
#include <QTransform>
#include <memory>

namespace longshore
{
namespace
{
constexpr qsizetype longestKept = 1000; // characters; what is longer is rare
constexpr qsizetype ownCost = 100;      // what a line takes beside its characters
} // namespace

LineCache::Line LineCache::line(int role, const QFont &font, const QString &text)
{
    const std::pair key(role, text);
    if (const Line *known = m_lines.object(key))
        return *known;
    Line line;
    line.text.setTextFormat(Qt::PlainText);
    line.text.setText(text);
    line.text.prepare({}, font);
    const QFontMetrics metrics(font);
    line.width = metrics.horizontalAdvance(text);
    line.ascent = metrics.ascent();
    if (text.size() <= longestKept)
        m_lines.insert(key, std::make_unique<Line>(line).release(), text.size() + ownCost); // the cache takes it
    return line;
}

} // namespace longshore
