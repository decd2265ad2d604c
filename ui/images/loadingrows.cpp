// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/loadingrows.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace longshore
{

LoadingRows::LoadingRows(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Loading images"));
}

void LoadingRows::paintEvent(QPaintEvent *)
{
    const Colors &colors = Theme::of(this).colors();
    const int row = metrics::height(metrics::row, fontMetrics());
    QPainter painter(this);
    painter.fillRect(rect(), colors.base);
    painter.fillRect(0, metrics::header - 1, width(), 1, colors.hairline);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.hairline);
    for (int bar = 0; bar < 8; ++bar) {
        const int length = width() * (bar % 3 == 0 ? 5 : 7) / 10 - metrics::paneInset;
        painter.drawRoundedRect(metrics::firstCell, metrics::header + bar * row + metrics::gap, length,
                                row - 2 * metrics::gap, metrics::radius, metrics::radius);
    }
}

} // namespace longshore
