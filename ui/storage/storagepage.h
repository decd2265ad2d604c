// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/error.h"
#include "model/storage/storagefilesmodel.h"
#include "model/storage/storagetreemodel.h"
#include "ui/shell/page.h"
#include "ui/storage/storageactions.h"

#include <functional>
#include <optional>

class QSplitter;
class QStackedWidget;
class QTabBar;
class QTreeView;

namespace longshore
{

class ElidedLabel;
class FilterField;
class PlainLabel;
class StatePage;
class StorageCommands;
class StorageDetailPane;
class Task;
class VerdictBar;

/// The Storage page: filter line, buckets with their tables or the files, detail of what is chosen, and its four states.
/// What is to be done goes to the commands, which do it as tasks.
class StoragePage : public Page
{
    Q_OBJECT
public:
    using Clock = std::function<QDateTime()>;
    enum List { Tables, Files };

    /// `commands` outlives it.
    explicit StoragePage(StorageCommands &commands, QWidget *parent = nullptr, Clock clock = {});

    /// What the commands have listed.
    void setListing(const StorageListing &listing);
    void setFailed(const Error &error);
    /// Selects this table or bucket, when there is one.
    void open(const QString &id);
    void showList(List list);

    QList<QAction *> pageActions() const override { return m_actions.all(); }
    void focusFilter() override;
    void refresh() override;
    QByteArray viewState() const;
    /// False when `state` is not from viewState(); nothing changes then.
    bool restoreViewState(const QByteArray &state);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void joinActions();
    QWidget *makeContent();
    QWidget *makeList(QWidget *parent);
    QTreeView *makeView(QWidget *parent, const QString &name, const QString &accessible, QAbstractItemModel *model, const QList<int> &widths);
    void showState();
    void applyFilter(const QString &text);
    void updateCounts();
    void updateDetail();
    void updateActions();
    void taskEnded(Task *task, const std::optional<Error> &error);
    void showMenu(QTreeView *view, const QPoint &where);
    QTreeView *view() const;

    const StorageTable *table() const;
    const StorageBucket *bucket() const;
    const StorageFile *file() const;
    QStringList tablesOf(const QString &bucket) const;
    void importCsv();
    void exportCsv();
    void saveFile();
    void drop();
    void copyId();

    StorageCommands &m_commands;
    StorageTreeModel m_tree;
    StorageSortFilter m_treeFilter;
    StorageFilesModel m_files;
    StorageSortFilter m_filesFilter;
    StorageActions m_actions;
    Clock m_clock;
    QDateTime m_refreshedAt;
    StatePage *m_states;
    QSplitter *m_splitter;
    FilterField *m_filter;
    QTabBar *m_lists;
    QStackedWidget *m_views;
    QTreeView *m_tableView;
    QTreeView *m_fileView;
    StorageDetailPane *m_detail;
    VerdictBar *m_failure;
    PlainLabel *m_total;
    PlainLabel *m_asOf;
};

} // namespace longshore
