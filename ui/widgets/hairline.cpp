// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/hairline.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace longshore
{

Hairline::Hairline(Qt::Orientation orientation, QWidget *parent)
    : QWidget(parent)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
}

void Hairline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::of(this).colors().hairline);
}

Card::Card(Look look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
{
}

void Card::paintEvent(QPaintEvent *)
{
    const Colors &colors = Theme::of(this).colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    switch (m_look) {
    case Look::Outlined:
        painter.setBrush(colors.base);
        painter.setPen(colors.hairline);
        break;
    case Look::Accent:
        painter.setBrush(blend(colors.accentFill, colors.base, colors.dark ? 0.18 : 0.06));
        painter.setPen(blend(colors.accentFill, colors.base, 0.5));
        break;
    case Look::Code:
        painter.setBrush(colors.alternateBase);
        painter.setPen(colors.hairline);
        break;
    }
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::radius, metrics::radius);
}

void setBaseGround(QWidget *widget)
{
    widget->setBackgroundRole(QPalette::Base);
    widget->setAutoFillBackground(true);
}

} // namespace longshore
