// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filteredtable.h"

#include "ui/widgets/bars.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/statepage.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QTreeView>
#include <QVBoxLayout>

namespace longshore
{

FilteredTable::FilteredTable(QAbstractItemModel &model, int sortRole, const Names &names, QWidget *parent)
    : QWidget(parent)
    , m_bar(new Bar(Bar::Kind::Tools, this))
    , m_filter(new FilterField(names.filterHint, m_bar))
    , m_view(new QTreeView(this))
    , m_column(new QVBoxLayout(this))
{
    m_proxy.setSourceModel(&model);
    m_proxy.setSortRole(sortRole);
    m_proxy.setFilterKeyColumn(-1);
    m_proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setObjectName(names.filterObject);
    m_filter->lineEdit()->setAccessibleName(names.filterHint);
    m_bar->add(m_filter, 1);
    m_view->setObjectName(names.tableObject);
    m_view->setAccessibleName(names.tableName);
    setUpTree(m_view);
    m_view->setRootIsDecorated(false);
    m_view->setModel(&m_proxy);
    m_view->setSortingEnabled(true);
    m_view->header()->setStretchLastSection(false);
    m_column->setContentsMargins({});
    m_column->setSpacing(0);
    m_column->addWidget(m_bar);
    m_column->addWidget(m_view, 1);
    setFocusProxy(m_view);
    connect(m_filter, &FilterField::textChanged, this, [this](const QString &text) {
        m_proxy.setFilterFixedString(text);
        Q_EMIT filtered();
    });
    connect(m_filter, &FilterField::leftForList, m_view, qOverload<>(&QWidget::setFocus));
}

StatePage *FilteredTable::addStates()
{
    m_column->removeWidget(m_view);
    auto *states = new StatePage(m_view, this);
    m_column->addWidget(states, 1);
    setFocusProxy(states);
    return states;
}

void FilteredTable::setColumns(const QList<int> &widths, int stretched)
{
    m_view->header()->setSectionResizeMode(stretched, QHeaderView::Stretch);
    for (int i = 0; i < widths.size(); ++i)
        m_view->setColumnWidth(i, widths[i]);
}

void FilteredTable::chooseFirst()
{
    if (!m_view->currentIndex().isValid() && m_proxy.rowCount() > 0)
        m_view->setCurrentIndex(m_proxy.index(0, 0));
}

} // namespace longshore
