// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imagetreeview.h"

#include "model/images/imagesortfilter.h"
#include "ui/images/imagetreedelegate.h"
#include "ui/widgets/bars.h"

#include <QHeaderView>
#include <QScopedValueRollback>

using namespace Qt::StringLiterals;

namespace longshore
{

ImageTreeView::ImageTreeView(const ImageTreeModel &model, ImageSortFilter &proxy, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
    , m_proxy(proxy)
    , m_delegate(new ImageTreeDelegate(this))
{
    setObjectName(u"imageTree"_s);
    setAccessibleName(tr("Images"));
    setUpTree(this);
    setItemDelegate(m_delegate);
    setExpandsOnDoubleClick(true);
    setModel(&proxy);
    setUpColumns();
    // After setModel, so that the view has taken the rows when they are opened.
    connect(&proxy, &QAbstractItemModel::rowsInserted, this, &ImageTreeView::openNew);
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) { m_closed.insert(groupKey(index)); });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        if (!m_opening)
            m_closed.remove(groupKey(index));
    });
    openNew({}, 0, proxy.rowCount() - 1);
}

void ImageTreeView::setUpColumns()
{
    setColumnWidths(this, {{ImageTreeModel::Tag, u"quay.io/keboola/python-12345"_s},
                           {ImageTreeModel::Id, u"0123456789ab"_s},
                           {ImageTreeModel::Created, u"Created12"_s},
                           {ImageTreeModel::Size, u"00.0 MB"_s},
                           {ImageTreeModel::UsedBy, u"Used by"_s},
                           {ImageTreeModel::RunsAs, u"cannot run: no ENTRYPOINT"_s}});
    hideColumn(ImageTreeModel::Unique);
    hideColumn(ImageTreeModel::Component);
    setSortingEnabled(true);
    header()->setSortIndicator(ImageTreeModel::Created, Qt::DescendingOrder);
}

void ImageTreeView::openNew(const QModelIndex &parent, int first, int last)
{
    if (parent.isValid())
        return;
    const QScopedValueRollback opening(m_opening, true);
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_proxy.index(row, 0);
        if (!m_closed.contains(groupKey(index)))
            expand(index);
    }
}

QString ImageTreeView::groupKey(const QModelIndex &proxyIndex) const
{
    const ImageGroup *group = m_model.group(m_proxy.mapToSource(proxyIndex));
    return group ? group->key : QString();
}

void ImageTreeView::setStale(bool stale)
{
    m_delegate->setStale(stale);
    viewport()->update();
}

QModelIndex ImageTreeView::currentRow() const
{
    return m_proxy.mapToSource(currentIndex());
}

void ImageTreeView::selectFirst()
{
    if (m_proxy.rowCount() > 0)
        setCurrentIndex(m_proxy.index(0, 0, m_proxy.index(0, 0)));
}

void ImageTreeView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    Q_EMIT currentRowChanged();
}

} // namespace longshore
