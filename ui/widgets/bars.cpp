// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/bars.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

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

} // namespace

Bar::Bar(Kind kind, QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_row(new QHBoxLayout(this))
{
    const bool foot = kind == Kind::Foot;
    m_row->setContentsMargins(metrics::barInset, foot ? 1 : 0, metrics::barInset, foot ? 0 : 1);
    m_row->setSpacing(metrics::gap);
    setMinimumHeight(heightOf(kind));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void Bar::add(QWidget *widget, int stretch)
{
    m_row->addWidget(widget, stretch);
}

void Bar::addStretch()
{
    m_row->addStretch(1);
}

QToolButton *Bar::addAction(QAction *action, bool iconOnly)
{
    QToolButton *button = flatButton(action, this, iconOnly);
    m_row->addWidget(button);
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

void setColumnWidths(QTreeView *view, std::initializer_list<std::pair<int, QString>> longest)
{
    constexpr int padding = 28;
    const QFontMetrics font(view->font());
    for (const auto &[column, text] : longest)
        view->setColumnWidth(column, font.horizontalAdvance(text) + padding);
}

} // namespace longshore
