// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/imageuserstab.h"

#include "ui/containers/containermark.h"
#include "ui/runs/verdictmark.h"
#include "ui/widgets/filteredtable.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/statepage.h"

#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// A state has its mark beside the word; a job has none.
Mark markAt(const QModelIndex &index)
{
    if (const QVariant container = index.data(ImageUsersModel::ContainerRole); container.isValid())
        return markOf(container.value<ContainerState>());
    if (const QVariant verdict = index.data(ImageUsersModel::VerdictRole); verdict.isValid())
        return markOf(Verdict(verdict.toInt()));
    if (index.data(ImageUsersModel::ActiveRole).toBool())
        return Mark::Running;
    return index.data().toString().isEmpty() ? Mark::None : Mark::Warning; // a run that was interrupted
}

class UserDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        if (index.column() == ImageUsersModel::StateColumn)
            look.mark = markAt(index);
        else if (index.column() != ImageUsersModel::NameColumn)
            look.ink = Ink::Muted;
        return look;
    }
};

} // namespace

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
    m_table->view()->setItemDelegate(new UserDelegate(m_table->view()));
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
