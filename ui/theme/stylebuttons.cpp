// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"

#include <QPainter>
#include <QWidget>

namespace longshore::stylepaint
{

namespace
{

bool isPrimary(const QWidget *widget)
{
    return widget && widget->property("primary").toBool();
}

QColor mixed(const QColor &ground, const QColor &text, QStyle::State state)
{
    if (!(state & QStyle::State_Enabled))
        return ground;
    if (state & QStyle::State_Sunken)
        return blend(text, ground, 0.14);
    return state & QStyle::State_MouseOver ? blend(text, ground, 0.06) : ground;
}

/// Icon and text centred (or left) in `rect`, then the arrow of a menu at its right end.
struct Label {
    QIcon icon;
    QSize iconSize;
    QString text;
    bool arrow = false;
};

void drawLabel(QPainter *p, QRect rect, const Label &label, QIcon::Mode mode, QIcon::State state, const QColor &ink)
{
    const QFontMetrics fm = p->fontMetrics();
    const int textWidth = label.text.isEmpty() ? 0 : fm.size(Qt::TextShowMnemonic, label.text).width();
    const int iconWidth = label.icon.isNull() ? 0 : label.iconSize.width();
    const int between = textWidth && iconWidth ? metrics::gap : 0;
    const int arrowWidth = label.arrow ? 16 : 0;
    int x = rect.left() + qMax(0, (rect.width() - textWidth - iconWidth - between - arrowWidth + 1) / 2);
    if (iconWidth) {
        const QRect box(x, rect.top() + (rect.height() - label.iconSize.height()) / 2, iconWidth, label.iconSize.height());
        label.icon.paint(p, box, Qt::AlignCenter, mode, state);
        x += iconWidth + between;
    }
    if (textWidth) {
        p->setPen(ink);
        const QRect box(x, rect.top(), qMin(textWidth, rect.right() - x + 1 - arrowWidth), rect.height());
        p->drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic,
                    fm.elidedText(label.text, Qt::ElideRight, box.width(), Qt::TextShowMnemonic));
        x += box.width();
    }
    if (label.arrow)
        chevron(p, QRectF(x + 4, rect.top(), 12, rect.height()), Arrow::Down, ink);
}

} // namespace

void chevron(QPainter *painter, const QRectF &rect, Arrow direction, const QColor &colour)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(rect.center());
    const int turns[] = {180, 0, 90, 270};
    painter->rotate(turns[int(direction)]);
    painter->setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter->drawPolyline(QPolygonF({{-3.5, -1.6}, {0, 1.9}, {3.5, -1.6}}));
    painter->restore();
}

void frame(QPainter *painter, const QRectF &rect, const QColor &fill, const QColor &border, double width)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->setPen(border.isValid() ? QPen(border, width) : QPen(Qt::NoPen));
    const double inset = border.isValid() ? width / 2 : 0;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), metrics::radius - inset, metrics::radius - inset);
    painter->restore();
}

void focusRing(QPainter *painter, const QRectF &rect, const Colors &colors)
{
    frame(painter, rect, {}, colors.accent, 2);
}

void buttonBevel(const QStyleOptionButton &option, QPainter *painter, const Colors &colors, const QWidget *widget)
{
    const bool flat = option.features & QStyleOptionButton::Flat;
    const bool focused = option.state.testFlags(QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange);
    if (isPrimary(widget) && option.state & QStyle::State_Enabled) {
        frame(painter, option.rect, mixed(colors.accentFill, colors.onAccent, option.state), {});
        if (focused)
            frame(painter, QRectF(option.rect).adjusted(2, 2, -2, -2), {}, colors.onAccent);
        return;
    }
    const QColor ground = option.state & QStyle::State_On ? colors.selection : option.palette.color(QPalette::Button);
    const bool quiet = flat && !(option.state & (QStyle::State_MouseOver | QStyle::State_Sunken | QStyle::State_On));
    if (!quiet)
        frame(painter, option.rect, mixed(ground, colors.text, option.state), flat ? QColor() : colors.softBorder);
    if (focused)
        focusRing(painter, option.rect, colors);
}

void buttonLabel(const QStyleOptionButton &option, QPainter *painter, const Colors &colors, const QWidget *widget)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool primary = isPrimary(widget) && enabled;
    const QColor ink = primary ? colors.onAccent : option.palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::ButtonText);
    const QIcon::Mode mode = !enabled ? QIcon::Disabled : primary ? QIcon::Selected : QIcon::Normal;
    const QRect inner = option.rect.adjusted(metrics::gap, 0, -metrics::gap, 0);
    drawLabel(painter, inner, {option.icon, option.iconSize, option.text, bool(option.features & QStyleOptionButton::HasMenu)}, mode,
              option.state & QStyle::State_On ? QIcon::On : QIcon::Off, ink);
}

void toolButton(const QStyleOptionToolButton &option, QPainter *painter, const Colors &colors)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool on = option.state & QStyle::State_On;
    if (on || (enabled && option.state & (QStyle::State_MouseOver | QStyle::State_Sunken)))
        frame(painter, option.rect, mixed(on ? colors.selection : option.palette.color(QPalette::Window), colors.text, option.state), {});
    if (option.state.testFlags(QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange))
        focusRing(painter, option.rect, colors);
    const bool words = option.toolButtonStyle != Qt::ToolButtonIconOnly;
    const bool menu = words && option.features & QStyleOptionToolButton::HasMenu; // the three dots need no arrow beside them
    painter->setFont(option.font);
    drawLabel(painter, option.rect.adjusted(6, 0, -6, 0),
              {option.toolButtonStyle == Qt::ToolButtonTextOnly ? QIcon() : option.icon, option.iconSize, words ? option.text : QString(), menu},
              enabled ? QIcon::Normal : QIcon::Disabled, on ? QIcon::On : QIcon::Off,
              option.palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::ButtonText));
}

QSize toolButtonSize(const QStyleOptionToolButton &option)
{
    const int height = metrics::height(metrics::field, option.fontMetrics);
    const bool words = option.toolButtonStyle != Qt::ToolButtonIconOnly && !option.text.isEmpty();
    const bool icon = option.toolButtonStyle != Qt::ToolButtonTextOnly && !option.icon.isNull();
    int width = 2 * metrics::gap;
    width += icon ? option.iconSize.width() : 0;
    width += words ? option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width() : 0;
    width += words && icon ? metrics::gap : 0;
    width += words && option.features & QStyleOptionToolButton::HasMenu ? 16 : 0;
    return {qMax(height, width), height};
}

void checkBox(const QStyleOption &option, QPainter *painter, const Colors &colors, bool round)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool marked = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const bool enabled = option.state & QStyle::State_Enabled;
    const QColor fill = !marked ? mixed(colors.base, colors.text, option.state) : enabled ? colors.accentFill : colors.muted;
    painter->setPen(marked ? QPen(Qt::NoPen) : QPen(colors.border, 1));
    painter->setBrush(fill);
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter->drawRoundedRect(box, round ? box.width() / 2 : 3, round ? box.width() / 2 : 3);
    painter->setPen(QPen(colors.onAccent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->translate(box.topLeft());
    if (option.state & QStyle::State_On && round)
        painter->drawEllipse(QPointF(box.width() / 2, box.height() / 2), 2, 2);
    else if (option.state & QStyle::State_On)
        painter->drawPolyline(QPolygonF({{3.6, 7.8}, {6.4, 10.6}, {11.4, 4.6}}));
    else if (option.state & QStyle::State_NoChange)
        painter->drawLine(QPointF(4, 7.5), QPointF(11, 7.5));
    painter->restore();
}

} // namespace longshore::stylepaint
