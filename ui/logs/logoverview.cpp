// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logoverview.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOptionSlider>

namespace longshore
{

namespace
{
constexpr int stripWidth = 14;
constexpr int thumbInset = 3;
constexpr int markHeight = 2;
} // namespace

LogOverview::LogOverview(QWidget *parent) : QScrollBar(Qt::Vertical, parent)
{
    setFixedWidth(stripWidth);
}

void LogOverview::setSource(Source source)
{
    m_source = std::move(source);
    marksChanged();
}

void LogOverview::marksChanged()
{
    m_stale = true;
    update();
}

const std::vector<quint8> &LogOverview::marks()
{
    if (m_stale)
        m_marks = m_source && height() > 0 ? m_source(height()) : std::vector<quint8>();
    m_stale = false;
    return m_marks;
}

QSize LogOverview::sizeHint() const
{
    return {stripWidth, QScrollBar::sizeHint().height()};
}

void LogOverview::resizeEvent(QResizeEvent *event)
{
    m_stale = true;
    QScrollBar::resizeEvent(event);
}

void LogOverview::paintEvent(QPaintEvent *)
{
    const Colors &colors = Theme::of(this).colors();
    QPainter painter(this);
    painter.fillRect(rect(), colors.alternateBase);
    painter.fillRect(0, 0, 1, height(), colors.hairline);
    if (minimum() < maximum()) {
        QStyleOptionSlider option;
        initStyleOption(&option);
        const QRect thumb = style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(blend(colors.muted, colors.alternateBase, isSliderDown() || underMouse() ? 0.6 : 0.4));
        painter.drawRoundedRect(QRectF(thumb.x() + thumbInset, thumb.y() + 1, stripWidth - 2 * thumbInset, thumb.height() - 2), 4, 4);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    const QColor match = blend(colors.warning, colors.matchCurrent, colors.dark ? 0.7 : 0.25);
    const std::vector<quint8> &found = marks();
    for (int y = 0; y < int(found.size()); ++y) {
        const quint8 mark = found[std::size_t(y)];
        if (mark & Match)
            painter.fillRect(2, y, width() - 3, markHeight, match);
        if (mark & Error)
            painter.fillRect(width() / 2 + 1, y, width() - width() / 2 - 2, markHeight + 1, colors.error);
    }
    for (int y = 0; y < int(found.size()); ++y) {
        if (found[std::size_t(y)] & CurrentMatch)
            painter.fillRect(1, y, width() - 2, markHeight + 1, colors.accent);
    }
}

} // namespace longshore
