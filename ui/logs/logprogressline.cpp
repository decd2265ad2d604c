// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logprogressline.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace longshore
{

LogProgressLine::LogProgressLine(QWidget *parent) : QWidget(parent)
{
    constexpr int thickness = 2;
    setObjectName(QStringLiteral("logProgress"));
    setFixedHeight(thickness);
}

void LogProgressLine::setProgress(double progress)
{
    if (progress == m_progress)
        return;
    m_progress = progress;
    update();
}

void LogProgressLine::paintEvent(QPaintEvent *)
{
    const Colors &colors = Theme::of(this).colors();
    QPainter painter(this);
    painter.fillRect(rect(), colors.base);
    if (m_progress >= 0 && m_progress < 1)
        painter.fillRect(0, 0, int(width() * m_progress), height(), colors.accent);
}

} // namespace longshore
