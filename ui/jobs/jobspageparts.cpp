// SPDX-License-Identifier: GPL-3.0-or-later
// The widgets JobsPage is made of, and what it listens to; what it does is in jobspage.cpp.
#include "model/jobs/mappingsources.h"
#include "model/storage/storagecommands.h"
#include "model/jobs/import/importsource.h"
#include "ui/jobs/jobeditorview.h"
#include "ui/jobs/jobsdialogs.h"
#include "ui/jobs/jobspage.h"
#include "ui/jobs/schemalabwindow.h"
#include "ui/runs/verdictmark.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/filteredtable.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QMimeData>
#include <QStackedWidget>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

/// The last run has its verdict's mark; what cannot be read says so.
class JobsDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        const auto entry = index.data(JobsModel::EntryRole).value<JobEntry>();
        const auto run = index.data(JobsModel::RunRole).value<RunSummary>();
        if (index.column() == JobsModel::LastRunColumn && run.id.isEmpty())
            look.ink = Ink::Muted;
        if (index.column() == JobsModel::LastRunColumn && !run.id.isEmpty()) {
            look.mark = markOf(run);
            look.ink = markInk(look.mark);
        }
        if (index.column() == JobsModel::ImageColumn) {
            look.elide = entry.problem.isEmpty() ? Qt::ElideMiddle : Qt::ElideRight;
            look.mark = !entry.problem.isEmpty() ? Mark::Error : entry.image.isEmpty() ? Mark::Warning : Mark::None;
            look.ink = look.mark == Mark::None ? Ink::Normal : markInk(look.mark);
        }
        if (index.column() == JobsModel::FolderColumn || index.column() == JobsModel::ChangedColumn)
            look.ink = Ink::Muted;
        return look;
    }
};

} // namespace

JobsPage::JobsPage(JobFolders &folders, JobsModel &model, const Images &images, QWidget *parent, Clock clock)
    : Page(parent)
    , m_folders(folders)
    , m_model(model)
    , m_images(images)
    , m_actions(this)
    , m_clock(clock ? std::move(clock) : [] { return QDateTime::currentDateTimeUtc(); })
{
    setObjectName(u"jobsPage"_s);
    setBaseGround(this);
    setAcceptDrops(true);
    m_stack = new QStackedWidget(this);
    makeList();
    m_stack->addWidget(m_table);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_stack);
    setFocusProxy(m_table);
    joinActions();
    connect(&folders, &JobFolders::listed, this, [this](const QList<JobEntry> &jobs) {
        m_model.setNow(m_clock());
        m_model.applySnapshot(jobs);
        m_table->chooseFirst();
        showFolder();
        showState();
        updateCount();
        updateActions();
    });
    connect(&folders, &JobFolders::fileChanged, this, &JobsPage::fileChanged);
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] {
        if (m_editor)
            m_editor->setLastRun(lastRun());
    });
    connect(m_stack, &QStackedWidget::currentChanged, this, &JobsPage::tellStatus);
    m_states->showLoading();
    updateActions();
}

void JobsPage::joinActions()
{
    const QList<QAction *> list = m_actions.ofTheList();
    for (QAction *action : m_actions.all()) {
        if (action && !list.contains(action))
            m_table->addAction(action);
    }
    m_table->view()->addActions(list);
    connect(m_actions.create, &QAction::triggered, this, &JobsPage::askNew);
    connect(m_actions.open, &QAction::triggered, this, &JobsPage::openCurrent);
    connect(m_actions.run, &QAction::triggered, this, &JobsPage::runCurrent);
    connect(m_actions.overTags, &QAction::triggered, this, &JobsPage::runOverTags);
    connect(m_actions.workspace, &QAction::triggered, this, &JobsPage::chooseWorkspace);
    connect(m_actions.rename, &QAction::triggered, this, &JobsPage::renameCurrent);
    connect(m_actions.remove, &QAction::triggered, this, &JobsPage::removeCurrent);
    connect(m_actions.schemaLab, &QAction::triggered, this, &JobsPage::openSchemaLab);
    connect(m_actions.paste, &QAction::triggered, this, [this] { importText(QGuiApplication::clipboard()->text()); });
    connect(m_actions.openFolder, &QAction::triggered, this, [this] {
        jobsdialogs::askFolder(this, m_folders.folders().value(0), [this](const QString &path) { importPath(path); });
    });
    connect(m_actions.duplicate, &QAction::triggered, this, [this] {
        if (const Result<QString> copy = m_folders.duplicate(current().path); !copy)
            complain(copy.error());
    });
    connect(m_actions.reveal, &QAction::triggered, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(current().path).absolutePath())); });
}

void JobsPage::makeList()
{
    m_table = new FilteredTable(m_model, JobsModel::SortRole, {tr("Filter jobs"), u"jobsFilter"_s, u"jobsTable"_s, tr("Jobs")}, this);
    setBaseGround(m_table);
    m_states = m_table->addStates();
    Bar *bar = m_table->bar();
    m_folder = flatButton(u"folder-open"_s, {}, u"jobsFolder"_s, bar);
    connect(m_folder, &QToolButton::clicked, m_actions.workspace, &QAction::trigger);
    bar->add(m_folder);
    for (QAction *action : {m_actions.create, m_actions.openFolder, m_actions.run})
        bar->addAction(action);
    bar->add(moreButton(u"jobsMore"_s, m_actions.all(), {m_actions.create, m_actions.openFolder, m_actions.run, m_actions.open}, bar));
    QTreeView *view = m_table->view();
    view->setItemDelegate(new JobsDelegate(view));
    view->sortByColumn(JobsModel::ChangedColumn, Qt::DescendingOrder);
    m_table->setColumns({280, 320, 220, 110, 260}, JobsModel::ImageColumn);
    connect(m_table, &FilteredTable::filtered, this, &JobsPage::updateCount);
    connect(view, &QTreeView::activated, this, &JobsPage::openCurrent);
    connect(view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &JobsPage::updateActions);
    connect(view, &QWidget::customContextMenuRequested, this, [this, view](const QPoint &where) {
        auto *context = new QMenu(view);
        context->setAttribute(Qt::WA_DeleteOnClose);
        for (QAction *action : m_actions.all()) {
            if (!action)
                context->addSeparator();
            else if (action->isEnabled())
                context->addAction(action);
        }
        context->popup(view->viewport()->mapToGlobal(where));
    });
}

void JobsPage::showFolder()
{
    const QString folder = homeShort(m_folders.folders().value(0));
    m_folder->setText(withoutMnemonic(visibleText(folder)));
    m_folder->setAccessibleName(tr("Folder for jobs: %1").arg(folder));
    setPlainToolTip(m_folder, tr("New jobs go to %1; choose another folder").arg(folder));
}

/// Over the open job, else with what the chosen one has.
void JobsPage::openSchemaLab()
{
    if (isEditing())
        return m_editor->schema().edit();
    SchemaLabWindow::Start start;
    if (const Result<JobDocument> job = JobDocument::load(current().path)) {
        start.job = *job;
        start.schema = job->component().configurationSchema;
    }
    (new SchemaLabWindow(start, this))->show();
}

void JobsPage::setOpenAction(QAction *action)
{
    m_openAction = action;
    if (m_states->state() == StatePage::State::Empty)
        showState();
}

QByteArray JobsPage::viewState() const
{
    return m_table->view()->header()->saveState();
}

bool JobsPage::restoreViewState(const QByteArray &state)
{
    return m_table->view()->header()->restoreState(state);
}

/// While it closes, an editor still commits what is being typed and tells the page, which so has to be whole; the window
/// may be no more.
JobsPage::~JobsPage()
{
    blockSignals(true);
    m_editor = nullptr; // half gone while it is taken out of the stack
    qDeleteAll(m_stack->findChildren<JobEditorView *>());
}

void JobsPage::joinStorage()
{
    if (!m_storage)
        return;
    MappingSources &sources = m_editor->sources();
    sources.setTablePreview([this](const StorageTable &table) { return m_storage->previewOf(table); });
    connect(m_storage, &StorageCommands::listed, &sources, &MappingSources::setListing);
    connect(m_storage, &StorageCommands::failed, &sources, &MappingSources::setFailed);
    m_storage->refresh();
}

void JobsPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() || JobImport::mayBeJob(event->mimeData()->text()))
        event->acceptProposedAction();
}

void JobsPage::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.isEmpty())
        importText(event->mimeData()->text());
    else if (urls.first().isLocalFile())
        importPath(urls.first().toLocalFile());
    event->acceptProposedAction();
}

} // namespace longshore
