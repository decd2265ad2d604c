// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/storage/storagepage.h"

#include "model/format.h"
#include "model/storage/storagecommands.h"
#include "model/tasks/task.h"
#include "ui/storage/storagedetailpane.h"
#include "ui/storage/storagedialogs.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/liststate.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/widgets/verdictbar.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr quint32 stateMagic = 0x4c535331; // "LSS1"

} // namespace

void StoragePage::setListing(const StorageListing &listing)
{
    m_refreshedAt = listing.when;
    const QDateTime now = m_clock();
    m_tree.setNow(now);
    m_files.setNow(now);
    m_tree.applySnapshot(listing.buckets, listing.tables);
    m_files.applySnapshot(listing.files);
    for (QTreeView *list : {m_tableView, m_fileView}) {
        if (!list->currentIndex().isValid() && list->model()->rowCount() > 0)
            list->setCurrentIndex(list->model()->index(0, 0));
    }
    showState();
    updateCounts();
    updateDetail();
}

void StoragePage::setFailed(const Error &error)
{
    if (!m_refreshedAt.isValid())
        return m_states->showError(tr("The Storage cannot be read"), error, m_actions.refresh);
    m_failure->set(Mark::Warning, tr("The Storage could not be read again. This is what it held at %1.").arg(format::clock(m_refreshedAt)), error.sentence());
    m_failure->show();
}

void StoragePage::showState()
{
    if (m_tree.rowCount() > 0 || m_files.rowCount() > 0)
        return m_states->showContent();
    m_states->showEmpty({u"server-database"_s, tr("The Storage is empty"),
                         tr("What a run writes to out/tables and out/files appears here, and can be the input of the next. Or bring a CSV file in."),
                         m_actions.importCsv, {m_actions.refresh}, {}});
}

void StoragePage::refresh()
{
    m_commands.refresh();
}

void StoragePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    // Other programs write to the same Storage.
    m_commands.refresh();
}

void StoragePage::applyFilter(const QString &text)
{
    m_treeFilter.setWords(text);
    m_filesFilter.setWords(text);
    if (!text.isEmpty())
        m_tableView->expandAll();
    updateCounts();
}

void StoragePage::updateCounts()
{
    const int tables = m_tree.tableCount();
    const int files = m_files.rowCount();
    m_lists->setTabText(Tables, tr("Tables %1").arg(format::count(tables)));
    m_lists->setTabText(Files, tr("Files %1").arg(format::count(files)));
    int shown = m_filesFilter.rowCount();
    if (m_lists->currentIndex() == Tables) {
        shown = 0;
        for (int row = 0; row < m_treeFilter.rowCount(); ++row)
            shown += m_treeFilter.rowCount(m_treeFilter.index(row, 0));
    }
    m_filter->setCount(m_filter->text().isEmpty() ? QString() : tr("%1 of %2").arg(format::count(shown), format::count(m_lists->currentIndex() == Tables ? tables : files)));
    qint64 bytes = 0;
    for (int row = 0; row < m_tree.rowCount(); ++row)
        bytes += m_tree.index(row, StorageTreeModel::SizeColumn).data(StorageTreeModel::SortRole).toLongLong();
    for (int row = 0; row < files; ++row)
        bytes += m_files.at(row).bytes;
    m_total->setText(format::bytes(bytes));
    m_asOf->setText(m_refreshedAt.isValid() ? tr("as of %1").arg(format::clock(m_refreshedAt)) : QString());
    setCount(m_refreshedAt.isValid() ? tables : -1);
}

QTreeView *StoragePage::view() const
{
    return m_lists->currentIndex() == Tables ? m_tableView : m_fileView;
}

const StorageTable *StoragePage::table() const
{
    const QModelIndex index = m_tableView->currentIndex();
    if (view() != m_tableView || !index.isValid() || index.siblingAtColumn(0).data(StorageTreeModel::BucketRole).toBool())
        return nullptr;
    return m_tree.table(index.siblingAtColumn(0).data(StorageTreeModel::IdRole).toString());
}

const StorageBucket *StoragePage::bucket() const
{
    const QModelIndex index = m_tableView->currentIndex();
    if (view() != m_tableView || !index.isValid() || !index.siblingAtColumn(0).data(StorageTreeModel::BucketRole).toBool())
        return nullptr;
    return m_tree.bucket(index.siblingAtColumn(0).data(StorageTreeModel::IdRole).toString());
}

const StorageFile *StoragePage::file() const
{
    const QModelIndex index = m_fileView->currentIndex();
    if (view() != m_fileView || !index.isValid())
        return nullptr;
    const int row = m_files.rowOf(index.siblingAtColumn(0).data(StorageFilesModel::IdRole).toLongLong());
    return row < 0 ? nullptr : &m_files.at(row);
}

QStringList StoragePage::tablesOf(const QString &bucket) const
{
    QStringList ids;
    const QModelIndex parent = m_tree.find(bucket);
    for (int row = 0; row < m_tree.rowCount(parent); ++row)
        ids << m_tree.index(row, 0, parent).data(StorageTreeModel::IdRole).toString();
    return ids;
}

void StoragePage::updateDetail()
{
    if (const StorageTable *chosen = table())
        m_detail->showTable(*chosen, m_commands.previewOf(*chosen));
    else if (const StorageBucket *one = bucket())
        m_detail->showBucket(*one, tablesOf(one->id));
    else if (const StorageFile *stored = file())
        m_detail->showFile(*stored);
    else
        m_detail->showNothing();
    updateActions();
}

void StoragePage::updateActions()
{
    m_actions.update({bucket() != nullptr, table() != nullptr, file() != nullptr});
    const QString chosen = table() ? table()->id : bucket() ? bucket()->id : file() ? file()->name : QString();
    setStatus(chosen.isEmpty() ? QString() : tr("%1 selected").arg(chosen),
              m_refreshedAt.isValid() ? tr("%1 tables, %2 files · refreshed %3").arg(format::count(m_tree.tableCount()), format::count(m_files.rowCount()), format::clock(m_refreshedAt))
                                      : QString());
}

void StoragePage::taskEnded(Task *task, const std::optional<Error> &error)
{
    if (!error)
        return m_failure->hide();
    m_failure->set(Mark::Error, tr("%1: failed").arg(task->title()), error->reason() + (error->advice.isEmpty() ? QString() : u" · "_s + error->advice));
    m_failure->show();
}

void StoragePage::importCsv()
{
    std::optional<StorageTable> into;
    if (const StorageTable *chosen = table())
        into = *chosen;
    storagedialogs::askSource(this, [this, into](const QString &path) {
        storagedialogs::askImport(this, path, into, [this](const StorageLoad &load) { m_commands.importCsv(load); });
    });
}

void StoragePage::exportCsv()
{
    const StorageTable *chosen = table();
    if (!chosen)
        return;
    storagedialogs::askTarget(this, tr("Export %1").arg(chosen->id), chosen->name() + u".csv"_s, [this, id = chosen->id](const QString &path) {
        StorageExport what;
        what.table = id;
        m_commands.exportCsv(what, path);
    });
}

void StoragePage::saveFile()
{
    const StorageFile *stored = file();
    if (!stored)
        return;
    storagedialogs::askTarget(this, tr("Save %1").arg(stored->name), stored->name,
                              [this, copy = *stored](const QString &path) { m_commands.saveFile(copy, path); });
}

void StoragePage::drop()
{
    if (const StorageTable *chosen = table())
        storagedialogs::askDropTable(this, *chosen, [this, id = chosen->id] { m_commands.dropTable(id); });
    else if (const StorageBucket *one = bucket())
        storagedialogs::askDropBucket(this, *one, tablesOf(one->id), [this, id = one->id] { m_commands.dropBucket(id); });
    else if (const StorageFile *stored = file())
        storagedialogs::askDropFile(this, *stored, [this, copy = *stored] { m_commands.dropFile(copy); });
}

void StoragePage::copyId()
{
    const QString id = table() ? table()->id : bucket() ? bucket()->id : file() ? QString::number(file()->id) : QString();
    if (!id.isEmpty())
        QGuiApplication::clipboard()->setText(id);
}

void StoragePage::open(const QString &id)
{
    const QModelIndex index = m_treeFilter.mapFromSource(m_tree.find(id));
    if (!index.isValid())
        return;
    showList(Tables);
    m_tableView->setCurrentIndex(index);
    m_tableView->scrollTo(index);
}

void StoragePage::showList(List list)
{
    m_lists->setCurrentIndex(list);
}

void StoragePage::focusFilter()
{
    m_filter->focus();
}

void StoragePage::showMenu(QTreeView *view, const QPoint &where)
{
    auto *menu = new QMenu(view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : m_actions.all()) {
        if (!action)
            menu->addSeparator();
        else if (action->isEnabled())
            menu->addAction(action);
    }
    menu->popup(view->viewport()->mapToGlobal(where));
}

QByteArray StoragePage::viewState() const
{
    return listState(stateMagic, *m_splitter, *m_tableView->header());
}

bool StoragePage::restoreViewState(const QByteArray &state)
{
    return restoreListState(state, stateMagic, *m_splitter, *m_tableView->header());
}

} // namespace longshore
