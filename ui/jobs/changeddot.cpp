// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/changeddot.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace longshore
{

ChangedDot::ChangedDot(QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(diameter, metrics::height(metrics::field, fontMetrics()));
}

void ChangedDot::setOn(bool on)
{
    if (m_on == on)
        return;
    m_on = on;
    setAccessibleName(on ? tr("Changed") : QString());
    update();
}

void ChangedDot::paintEvent(QPaintEvent *)
{
    if (!m_on)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::of(this).colors().accent);
    painter.drawEllipse(QRectF(0, (height() - diameter) / 2.0, diameter, diameter));
}

} // namespace longshore
