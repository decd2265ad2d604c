// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"

#include <QPainter>
#include <QStyle>

namespace longshore::stylepaint
{

void tabShape(const QStyleOptionTab &option, QPainter *painter, const Colors &colors)
{
    if (option.state & QStyle::State_Selected)
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom() - 1, option.rect.width(), 2), colors.accent);
    if (option.state.testFlags(QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange))
        focusRing(painter, QRectF(option.rect).adjusted(0, 4, 0, -4), colors);
}

void tabLabel(const QStyleOptionTab &option, QPainter *painter, const Colors &colors)
{
    const bool current = option.state & (QStyle::State_Selected | QStyle::State_MouseOver);
    const bool enabled = option.state & QStyle::State_Enabled;
    painter->setPen(!enabled ? option.palette.color(QPalette::Disabled, QPalette::WindowText) : current ? colors.text : colors.muted);
    painter->drawText(option.rect, Qt::AlignCenter | Qt::TextShowMnemonic, option.text);
}

QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part)
{
    const bool across = option.orientation == Qt::Horizontal;
    const int length = across ? option.rect.width() : option.rect.height();
    const int range = option.maximum - option.minimum;
    int slider = length;
    if (range > 0)
        slider = qBound(qMin(28, length), int(qint64(length) * option.pageStep / (range + option.pageStep)), length);
    const int start = QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition, length - slider, option.upsideDown);
    const auto piece = [&](int from, int size) {
        return across ? QRect(option.rect.left() + from, option.rect.top(), size, option.rect.height())
                      : QRect(option.rect.left(), option.rect.top() + from, option.rect.width(), size);
    };
    switch (part) {
    case QStyle::SC_ScrollBarSlider: return piece(start, slider);
    case QStyle::SC_ScrollBarSubPage: return piece(0, start);
    case QStyle::SC_ScrollBarAddPage: return piece(start + slider, length - start - slider);
    case QStyle::SC_ScrollBarGroove: return option.rect;
    default: return {}; // no line buttons
    }
}

void scrollBar(const QStyleOptionSlider &option, QPainter *painter, const Colors &colors)
{
    if (option.maximum <= option.minimum)
        return;
    const bool held = option.state & QStyle::State_Sunken && option.activeSubControls & QStyle::SC_ScrollBarSlider;
    const bool near = option.state & QStyle::State_MouseOver;
    const int inset = near || held ? 2 : 3;
    const bool across = option.orientation == Qt::Horizontal;
    QRectF slider = scrollBarPart(option, QStyle::SC_ScrollBarSlider);
    slider.adjust(across ? 1 : inset, across ? inset : 1, across ? -1 : -inset, across ? -inset : -1);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(held ? colors.muted : blend(colors.muted, colors.base, near ? 0.6 : 0.42));
    const double radius = (across ? slider.height() : slider.width()) / 2;
    painter->drawRoundedRect(slider, radius, radius);
    painter->restore();
}

void progressBar(const QStyleOptionProgressBar &option, QPainter *painter, const Colors &colors)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    QRectF groove = option.rect;
    groove = QRectF(groove.left(), groove.center().y() - 2, groove.width(), 4);
    painter->setBrush(colors.hairline);
    painter->drawRoundedRect(groove, 2, 2);
    const bool unknown = option.maximum <= option.minimum; // no animation: a bar in the middle says "working"
    const double share = unknown ? 0.34 : double(option.progress - option.minimum) / (option.maximum - option.minimum);
    QRectF done = groove;
    done.setWidth(groove.width() * qBound(0.0, share, 1.0));
    if (unknown)
        done.moveCenter(groove.center());
    painter->setBrush(colors.accent);
    painter->drawRoundedRect(done, 2, 2);
    painter->restore();
}

void menuBarItem(const QStyleOptionMenuItem &option, QPainter *painter, const Colors &colors)
{
    painter->fillRect(option.rect, colors.window);
    const bool open = option.state & QStyle::State_Sunken;
    if (open || option.state & QStyle::State_Selected)
        frame(painter, QRectF(option.rect).adjusted(0, 3, 0, -3), open ? colors.selection : colors.hover, {});
    painter->setPen(option.palette.color(option.state & QStyle::State_Enabled ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    // The underlines come with Alt, when the bar has the focus.
    const bool keys = option.state & QStyle::State_HasFocus;
    painter->drawText(option.rect, Qt::AlignCenter | Qt::TextSingleLine | (keys ? Qt::TextShowMnemonic : Qt::TextHideMnemonic), option.text);
}

} // namespace longshore::stylepaint
