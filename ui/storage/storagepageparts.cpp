// SPDX-License-Identifier: GPL-3.0-or-later
// The widgets StoragePage is made of, and what it listens to; what it does is in storagepage.cpp.
#include "ui/storage/storagepage.h"

#include "model/storage/storagecommands.h"
#include "model/tasks/task.h"
#include "ui/storage/storagedetailpane.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/statepage.h"
#include "ui/widgets/verdictbar.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

/// Buckets are headings over their tables; what has expired is muted.
class StorageDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        if (index.data(StorageTreeModel::BucketRole).toBool()) {
            look.lineAbove = index.row() > 0;
            look.role = index.column() == 0 ? TextRole::Heading : TextRole::Body;
            look.ink = index.column() == 0 ? Ink::Normal : Ink::Muted;
        }
        if (index.column() == 0)
            look.elide = Qt::ElideMiddle;
        return look;
    }
};

class FilesDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        if (index.column() == 0)
            look.elide = Qt::ElideMiddle;
        if (index.data(StorageFilesModel::ExpiredRole).toBool())
            look.ink = index.column() == StorageFilesModel::ExpiryColumn ? Ink::Warning : Ink::Muted;
        return look;
    }
};

} // namespace

StoragePage::StoragePage(StorageCommands &commands, QWidget *parent, Clock clock)
    : Page(parent)
    , m_commands(commands)
    , m_actions(this)
    , m_clock(clock ? std::move(clock) : [] { return QDateTime::currentDateTimeUtc(); })
{
    setObjectName(u"storagePage"_s);
    setBaseGround(this);
    m_treeFilter.setSourceModel(&m_tree);
    m_filesFilter.setSourceModel(&m_files);
    m_states = new StatePage(makeContent(), this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_states);
    setFocusProxy(m_tableView);
    joinActions();
    connect(&m_treeFilter, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &above, int first, int last) {
        for (int row = first; row <= last; ++row) {
            if (!above.isValid())
                m_tableView->expand(m_treeFilter.index(row, 0));
        }
    });
    connect(&m_commands, &StorageCommands::listed, this, &StoragePage::setListing);
    connect(&m_commands, &StorageCommands::failed, this, &StoragePage::setFailed);
    connect(&m_commands, &StorageCommands::ended, this, &StoragePage::taskEnded);
    m_states->showLoading();
    updateActions();
}

void StoragePage::joinActions()
{
    const QList<QAction *> lists = m_actions.ofTheLists();
    for (QAction *action : m_actions.all()) {
        if (action && !lists.contains(action))
            addAction(action);
    }
    for (QTreeView *view : {m_tableView, m_fileView})
        view->addActions(lists);
    connect(m_actions.importCsv, &QAction::triggered, this, &StoragePage::importCsv);
    connect(m_actions.exportCsv, &QAction::triggered, this, &StoragePage::exportCsv);
    connect(m_actions.saveFile, &QAction::triggered, this, &StoragePage::saveFile);
    connect(m_actions.drop, &QAction::triggered, this, &StoragePage::drop);
    connect(m_actions.copyId, &QAction::triggered, this, &StoragePage::copyId);
    connect(m_actions.copyPath, &QAction::triggered, this, [this] {
        if (const StorageFile *stored = file())
            QGuiApplication::clipboard()->setText(stored->path);
    });
    connect(m_actions.refresh, &QAction::triggered, this, &StoragePage::refresh);
}

QWidget *StoragePage::makeContent()
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto *bar = new Bar(Bar::Kind::Tools, content);
    m_filter = new FilterField(tr("Filter tables, columns, files and tags"), bar);
    m_filter->setObjectName(u"storageFilter"_s);
    m_filter->lineEdit()->setAccessibleName(tr("Filter the Storage"));
    bar->add(m_filter, 1);
    for (QAction *action : {m_actions.importCsv, m_actions.exportCsv, m_actions.drop})
        bar->addAction(action);
    QToolButton *more = flatButton(u"overflow-menu"_s, {}, u"moreButton"_s, bar);
    more->setAccessibleName(tr("More actions"));
    more->setToolButtonStyle(Qt::ToolButtonIconOnly);
    auto *menu = new QMenu(more);
    menu->addActions({m_actions.saveFile, m_actions.copyId, m_actions.copyPath, m_actions.refresh});
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    bar->add(more);
    column->addWidget(bar);

    m_failure = new VerdictBar(content);
    m_failure->setObjectName(u"storageFailure"_s);
    auto *dismiss = new QAction(tr("Close"), m_failure);
    dismiss->setObjectName(u"dismissStorageFailure"_s);
    connect(dismiss, &QAction::triggered, m_failure, &QWidget::hide);
    m_failure->setActions({dismiss});
    m_failure->hide();
    column->addWidget(m_failure);

    m_splitter = new QSplitter(Qt::Horizontal, content);
    m_splitter->setObjectName(u"storageSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeList(content));
    m_detail = new StorageDetailPane(content);
    m_detail->setMinimumWidth(300);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({640, 648});
    column->addWidget(m_splitter, 1);
    connect(m_filter, &FilterField::textChanged, this, &StoragePage::applyFilter);
    connect(m_filter, &FilterField::leftForList, this, [this] { view()->setFocus(); });
    return content;
}

QWidget *StoragePage::makeList(QWidget *parent)
{
    auto *list = new QWidget(parent);
    setBaseGround(list);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_lists = new QTabBar(list);
    m_lists->setObjectName(u"storageLists"_s);
    m_lists->setAccessibleName(tr("Tables or files"));
    m_lists->setDrawBase(false);
    m_lists->setExpanding(false);
    m_lists->addTab(tr("Tables"));
    m_lists->addTab(tr("Files"));
    auto *tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(metrics::paneInset, 0, metrics::paneInset, 0);
    tabRow->addWidget(m_lists);
    tabRow->addStretch(1);
    column->addLayout(tabRow);
    column->addWidget(new Hairline(Qt::Horizontal, list));
    m_views = new QStackedWidget(list);
    m_tableView = makeView(m_views, u"storageTables"_s, tr("Buckets and tables"), &m_treeFilter, {250, 90, 90, 80});
    m_tableView->setItemDelegate(new StorageDelegate(m_tableView));
    m_tableView->sortByColumn(StorageTreeModel::NameColumn, Qt::AscendingOrder);
    m_fileView = makeView(m_views, u"storageFiles"_s, tr("Files"), &m_filesFilter, {220, 170, 80, 80});
    m_fileView->setItemDelegate(new FilesDelegate(m_fileView));
    m_fileView->setRootIsDecorated(false);
    m_fileView->sortByColumn(StorageFilesModel::CreatedColumn, Qt::DescendingOrder);
    m_views->addWidget(m_tableView);
    m_views->addWidget(m_fileView);
    column->addWidget(m_views, 1);
    connect(m_lists, &QTabBar::currentChanged, this, [this](int which) {
        m_views->setCurrentIndex(which);
        setFocusProxy(view());
        updateCounts();
        updateDetail();
    });

    auto *foot = new Bar(Bar::Kind::Foot, list);
    m_total = new PlainLabel({}, TextRole::Heading, Ink::Normal, foot);
    m_total->setObjectName(u"storageTotal"_s);
    m_asOf = new PlainLabel({}, TextRole::Small, Ink::Muted, foot);
    m_asOf->setObjectName(u"storageAsOf"_s);
    foot->add(m_total);
    foot->addStretch();
    foot->add(m_asOf);
    column->addWidget(foot);
    return list;
}

QTreeView *StoragePage::makeView(QWidget *parent, const QString &name, const QString &accessible, QAbstractItemModel *model, const QList<int> &widths)
{
    auto *view = new QTreeView(parent);
    view->setObjectName(name);
    view->setAccessibleName(accessible);
    setUpTree(view);
    view->setModel(model);
    view->setSortingEnabled(true);
    for (int i = 0; i < widths.size(); ++i)
        view->setColumnWidth(i, widths[i]);
    connect(view, &QWidget::customContextMenuRequested, this, [this, view](const QPoint &where) { showMenu(view, where); });
    connect(view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &StoragePage::updateDetail);
    connect(view, &QTreeView::activated, this, [this] { m_detail->showTab(StorageDetailPane::Preview); });
    return view;
}

} // namespace longshore
