// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/bars.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/rowdelegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QTreeView>

namespace longshore
{

namespace
{

int heightOf(Bar::Kind kind)
{
    switch (kind) {
    case Bar::Kind::Tools: return metrics::pageBar;
    case Bar::Kind::Header: return metrics::headerBar;
    case Bar::Kind::Foot: return metrics::footLine;
    }
    return metrics::pageBar;
}

/// Of the column's header, with its arrow where rows are sorted by it.
int headerWidth(const QTreeView &view, int column)
{
    constexpr int arrow = 16;
    const QString word = view.model() ? view.model()->headerData(column, Qt::Horizontal).toString() : QString();
    const bool isSorted = view.isSortingEnabled() && view.header()->sortIndicatorSection() == column;
    return QFontMetrics(Theme::of(&view).font(TextRole::Small)).horizontalAdvance(word) + 1 + 2 * metrics::gap + (isSorted ? arrow : 0);
}

void setWidth(QTreeView *view, int column, const CellLook &longest)
{
    view->setColumnWidth(column, qMax(RowDelegate::lookWidth(longest, view) + 2 * metrics::gap, headerWidth(*view, column)));
}

void widenWhenSorted(QTreeView *view)
{
    QObject::connect(view->header(), &QHeaderView::sortIndicatorChanged, view, [view](int column) {
        if (column >= 0 && !view->isColumnHidden(column) && view->columnWidth(column) < headerWidth(*view, column))
            view->setColumnWidth(column, headerWidth(*view, column));
    });
}

} // namespace

Bar::Bar(Kind kind, QWidget *parent)
    : ButtonRow(parent)
    , m_kind(kind)
{
    const bool foot = kind == Kind::Foot;
    row()->setContentsMargins(metrics::barInset, foot ? 1 : 0, metrics::barInset, foot ? 0 : 1);
    setMinimumHeight(heightOf(kind));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QToolButton *Bar::addAction(QAction *action, bool iconOnly)
{
    QToolButton *button = flatButton(action, this, iconOnly);
    addYielding(button, action);
    return button;
}

void Bar::paintEvent(QPaintEvent *)
{
    const Colors &colors = Theme::of(this).colors();
    const bool foot = m_kind == Kind::Foot;
    QPainter painter(this);
    painter.fillRect(rect(), foot ? colors.base : colors.window);
    painter.fillRect(0, foot ? 0 : height() - 1, width(), 1, colors.hairline);
}

void setUpTree(QTreeView *view)
{
    view->setFrameShape(QFrame::NoFrame);
    view->setUniformRowHeights(true);
    view->setAllColumnsShowFocus(true);
    view->setAlternatingRowColors(false);
    view->setIndentation(metrics::icon);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    view->setAnimated(false);
    view->viewport()->setAttribute(Qt::WA_Hover);
    QHeaderView *header = view->header();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setFirstSectionMovable(false);
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(40);
    header->setTextElideMode(Qt::ElideRight);
}

void setCellWidths(QTreeView *view, std::initializer_list<std::pair<int, CellLook>> longest)
{
    for (const auto &[column, look] : longest)
        setWidth(view, column, look);
    widenWhenSorted(view);
}

void setColumnWidths(QTreeView *view, std::initializer_list<std::pair<int, QString>> longest)
{
    for (const auto &[column, text] : longest)
        setWidth(view, column, {.text = text});
    widenWhenSorted(view);
}

} // namespace longshore
