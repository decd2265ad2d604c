// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imageuserstab.h"

#include "ui/widgets/filteredtable.h"
#include "ui/widgets/statepage.h"

#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

ImageUsersTab::ImageUsersTab(Lookup lookup, QWidget *parent, Clock clock)
    : ImageTab(parent)
    , m_lookup(std::move(lookup))
    , m_clock(clock ? std::move(clock) : [] { return QDateTime::currentDateTimeUtc(); })
    , m_table(new FilteredTable(m_model, ImageUsersModel::SortRole,
                                {tr("Filter what uses the image"), u"imageUsersFilter"_s, u"imageUsersTable"_s, tr("What uses the image")}, this))
    , m_states(m_table->addStates())
{
    setObjectName(u"imageUsers"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    m_table->setColumns({90, 200, 240, 70}, ImageUsersModel::StateColumn);
    m_table->view()->sortByColumn(ImageUsersModel::KindColumn, Qt::AscendingOrder);
    connect(m_table->view(), &QTreeView::activated, this, &ImageUsersTab::open);
}

QString ImageUsersTab::title() const
{
    return tr("Used by");
}

void ImageUsersTab::showImage(const std::optional<ImageTag> &tag)
{
    m_model.setUsers(tag ? m_lookup(*tag) : QList<ImageUse>(), m_clock());
    if (m_model.isEmpty())
        m_states->showEmpty({u"package"_s, tr("Nothing uses this image"),
                             tr("No container was made of it, stopped ones included; no job names it, and no run that is kept used it."), nullptr, {}, {}});
    else
        m_states->showContent();
}

void ImageUsersTab::open()
{
    const auto *proxy = static_cast<const QSortFilterProxyModel *>(m_table->view()->model());
    const QModelIndex row = proxy->mapToSource(m_table->view()->currentIndex());
    if (row.isValid())
        Q_EMIT openRequested(m_model.at(row.row()));
}

} // namespace longshore
