// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/quietcombo.h"

#include "ui/theme/metrics.h"

#include <QWheelEvent>

namespace longshore
{

namespace
{
constexpr int smallestWidth = 112;
constexpr int naturalLength = 22; ///< characters
}

QuietCombo::QuietCombo(QWidget *parent)
    : QComboBox(parent)
{
    setMinimumHeight(metrics::height(metrics::field, fontMetrics()));
    setMinimumWidth(smallestWidth);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(naturalLength);
    setFocusPolicy(Qt::StrongFocus);
}

void QuietCombo::wheelEvent(QWheelEvent *event)
{
    if (hasFocus())
        QComboBox::wheelEvent(event);
    else
        event->ignore();
}

} // namespace longshore
