// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"

#include <QPainter>
#include <QStyle>
#include <QWidget>

namespace longshore::stylepaint
{

void field(const QStyleOption &option, QPainter *painter, const Colors &colors, const QWidget *widget)
{
    const bool problem = widget && widget->property("problem").toBool();
    const bool focused = option.state & QStyle::State_HasFocus;
    const bool enabled = option.state & QStyle::State_Enabled;
    const QColor border = problem ? colors.error : focused ? colors.accent : enabled ? colors.border : colors.hairline;
    frame(painter, option.rect, enabled ? colors.base : colors.window, border, problem || focused ? 2 : 1);
}

void comboBox(const QStyleOptionComboBox &option, QPainter *painter, const Colors &colors, const QWidget *widget)
{
    if (option.frame)
        field(option, painter, colors, widget);
    const QRectF arrow(option.rect.right() - 23, option.rect.top(), 16, option.rect.height());
    chevron(painter, arrow, Arrow::Down, option.state & QStyle::State_Enabled ? colors.icon : colors.border);
}

void spinBox(const QStyleOptionSpinBox &option, QPainter *painter, const Colors &colors, const QWidget *widget)
{
    if (option.frame)
        field(option, painter, colors, widget);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons || !widget)
        return;
    const auto part = [&](QStyle::SubControl which, Arrow direction, QAbstractSpinBox::StepEnabledFlag step) {
        const QRect rect = widget->style()->subControlRect(QStyle::CC_SpinBox, &option, which, widget);
        const bool can = option.stepEnabled & step && option.state & QStyle::State_Enabled;
        chevron(painter, rect, direction, can ? colors.icon : colors.softBorder);
    };
    part(QStyle::SC_SpinBoxUp, Arrow::Up, QAbstractSpinBox::StepUpEnabled);
    part(QStyle::SC_SpinBoxDown, Arrow::Down, QAbstractSpinBox::StepDownEnabled);
}

} // namespace longshore::stylepaint
