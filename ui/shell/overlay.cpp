// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/overlay.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

namespace longshore
{

Overlay::Overlay(QWidget *panel, QWidget *window)
    : QWidget(window)
    , m_panel(panel)
{
    m_panel->setParent(this);
    m_panel->setAutoFillBackground(false);
    hide();
    window->installEventFilter(this);
}

void Overlay::open(const QRect &geometry, QWidget *focus)
{
    m_before = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    m_panel->setGeometry(geometry);
    m_panel->show();
    show();
    raise();
    focus->setFocus(Qt::PopupFocusReason);
}

void Overlay::close()
{
    if (isHidden())
        return;
    hide();
    if (m_before)
        m_before->setFocus(Qt::PopupFocusReason);
    Q_EMIT closed();
}

void Overlay::paintEvent(QPaintEvent *)
{
    const Colors &colors = Theme::of(this).colors();
    QPainter painter(this);
    painter.fillRect(rect(), QColor(0, 0, 0, colors.dark ? 90 : 36));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF panel = m_panel->geometry();
    for (int i = 8; i > 0; --i) { // a soft shadow without an effect, which would repaint the whole window
        painter.setBrush(QColor(0, 0, 0, 5));
        painter.drawRoundedRect(panel.adjusted(-i, -i + 3, i, i + 3), metrics::popupRadius + i, metrics::popupRadius + i);
    }
    painter.setBrush(colors.dark ? colors.window : colors.base); // a dark one stands out by being lighter
    painter.setPen(colors.dark ? QPen(colors.softBorder) : QPen(colors.hairline));
    painter.drawRoundedRect(panel.adjusted(0.5, 0.5, -0.5, -0.5), metrics::popupRadius, metrics::popupRadius);
}

void Overlay::mousePressEvent(QMouseEvent *)
{
    close(); // presses inside reach the panel and stop there
}

void Overlay::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

bool Overlay::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        close(); // its place was computed for the old size
    return QWidget::eventFilter(watched, event);
}

} // namespace longshore
