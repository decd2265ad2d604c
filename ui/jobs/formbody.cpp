// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/formbody.h"

#include "ui/theme/metrics.h"

#include <QApplication>
#include <QLayout>
#include <QScrollArea>

namespace longshore
{

namespace
{

bool takesTab(const QWidget *widget)
{
    // One that lends its focus to another (the line of a combo box) is no stop of its own.
    return (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy() && widget->isEnabled() && widget->isVisible();
}

void collect(QLayout *layout, QList<QWidget *> *stops);

void visit(QWidget *widget, QList<QWidget *> *stops)
{
    if (!widget->isVisible())
        return;
    if (takesTab(widget))
        stops->append(widget);
    if (widget->layout())
        return collect(widget->layout(), stops);
    const QList<QWidget *> inner = widget->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    for (QWidget *child : inner)
        visit(child, stops);
}

void collect(QLayout *layout, QList<QWidget *> *stops)
{
    for (int i = 0; i < layout->count(); ++i) {
        QLayoutItem *item = layout->itemAt(i);
        if (item->widget())
            visit(item->widget(), stops);
        else if (item->layout())
            collect(item->layout(), stops);
    }
}

} // namespace

bool FormBody::focusNextPrevChild(bool next)
{
    QList<QWidget *> stops;
    visit(this, &stops);
    const qsizetype at = stops.indexOf(QApplication::focusWidget());
    const qsizetype to = at + (next ? 1 : -1);
    if (at < 0 || to < 0 || to >= stops.size())
        return leave(next);
    stops[to]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    bringIntoView(stops[to]);
    return true;
}

/// As a scroll area does for a Tab of its own.
void FormBody::bringIntoView(QWidget *stop)
{
    for (QWidget *around = parentWidget(); around; around = around->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(around))
            return area->ensureWidgetVisible(stop, 0, metrics::sectionHeader);
    }
}

/// To the next stop outside, wherever Qt has put ours among the others.
bool FormBody::leave(bool next)
{
    QWidget *from = QApplication::focusWidget();
    const auto step = [next](const QWidget *widget) { return next ? widget->nextInFocusChain() : widget->previousInFocusChain(); };
    for (QWidget *widget = from ? step(from) : nullptr; widget && widget != from; widget = step(widget)) {
        if (widget->window() == window() && !isAncestorOf(widget) && takesTab(widget)) {
            widget->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    }
    return QWidget::focusNextPrevChild(next);
}

} // namespace longshore
