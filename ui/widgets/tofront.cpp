// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tofront.h"

#include "ui/widgets/statepage.h"

#include <QStackedWidget>
#include <QTabWidget>

namespace longshore
{

void bringToFront(QWidget *widget)
{
    for (QWidget *at = widget; at->parentWidget() && !at->isWindow(); at = at->parentWidget()) {
        auto *stack = qobject_cast<QStackedWidget *>(at->parentWidget());
        if (!stack || qobject_cast<StatePage *>(stack)) // which knows by itself what it has to show
            continue;
        if (auto *tabs = qobject_cast<QTabWidget *>(stack->parentWidget()))
            tabs->setCurrentWidget(at);
        else
            stack->setCurrentWidget(at);
    }
    QWidget *window = widget->window();
    window->setWindowState(window->windowState() & ~Qt::WindowMinimized);
    window->show();
    window->activateWindow();
}

} // namespace longshore
