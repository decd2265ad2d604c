// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/buttonrow.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/hairline.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>

namespace longshore
{

ButtonRow::ButtonRow(QWidget *parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(metrics::gap);
}

void ButtonRow::add(QWidget *widget, int stretch)
{
    m_row->insertWidget(m_next++, widget, stretch);
}

void ButtonRow::addStretch()
{
    m_row->insertStretch(m_next++, 1);
}

void ButtonRow::addSeparator()
{
    auto *line = new Hairline(Qt::Vertical, this);
    line->setFixedHeight(metrics::icon);
    add(line);
}

void ButtonRow::addYielding(QWidget *button, QAction *action)
{
    m_yielding.append({button, action});
    add(button);
    fit();
}

void ButtonRow::addAtEnd(QWidget *widget)
{
    m_row->addWidget(widget);
}

QToolButton *ButtonRow::addMore(const QString &objectName)
{
    m_more = moreButton(objectName, {}, {}, this);
    addAtEnd(m_more);
    fillMenu();
    return m_more;
}

void ButtonRow::addMoreAction(QAction *action)
{
    m_kept.append(action);
    fillMenu();
}

QSize ButtonRow::minimumSizeHint() const
{
    QSize size = QWidget::minimumSizeHint();
    for (const Yielding &yielding : m_yielding) {
        if (m_more && !yielding.button->isHidden())
            size.rwidth() -= widthOf(yielding);
    }
    return size;
}

bool ButtonRow::event(QEvent *event)
{
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        fit();
    return handled;
}

int ButtonRow::widthOf(const Yielding &yielding) const
{
    return yielding.button->sizeHint().width() + m_row->spacing();
}

/// Comes to the same however often it is called for one width: hiding a button asks for the layout again.
void ButtonRow::fit()
{
    if (!m_more)
        return;
    int room = width() - minimumSizeHint().width();
    QList<QAction *> yielded;
    for (const Yielding &yielding : std::as_const(m_yielding)) {
        room -= widthOf(yielding);
        yielding.button->setVisible(room >= 0);
        if (room < 0)
            yielded.append(yielding.action);
    }
    if (yielded == m_yielded)
        return;
    m_yielded = yielded;
    fillMenu();
}

void ButtonRow::fillMenu()
{
    QMenu *menu = m_more->menu();
    menu->clear();
    menu->addActions(m_yielded);
    if (!m_yielded.isEmpty() && !m_kept.isEmpty())
        menu->addSeparator();
    menu->addActions(m_kept);
    m_more->setVisible(!menu->isEmpty());
}

} // namespace longshore
