// SPDX-License-Identifier: GPL-3.0-or-later
// The widgets JobsPage is made of, and what it listens to; what it does is in jobspage.cpp.
#include "ui/jobs/jobeditorview.h"
#include "ui/jobs/jobsdialogs.h"
#include "ui/jobs/jobspage.h"
#include "ui/jobs/schemalabwindow.h"
#include "ui/runs/verdictmark.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
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
    m_proxy.setSourceModel(&model);
    m_proxy.setSortRole(JobsModel::SortRole);
    m_proxy.setFilterKeyColumn(-1);
    m_proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_stack = new QStackedWidget(this);
    m_states = new StatePage(makeList(), m_stack);
    m_stack->addWidget(m_states);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_stack);
    setFocusProxy(m_view);
    joinActions();
    connect(&folders, &JobFolders::listed, this, [this](const QList<JobEntry> &jobs) {
        m_model.setNow(m_clock());
        m_model.applySnapshot(jobs);
        if (!m_view->currentIndex().isValid() && m_proxy.rowCount() > 0)
            m_view->setCurrentIndex(m_proxy.index(0, 0));
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
            m_states->addAction(action);
    }
    m_view->addActions(list);
    connect(m_actions.create, &QAction::triggered, this, &JobsPage::askNew);
    connect(m_actions.open, &QAction::triggered, this, &JobsPage::openCurrent);
    connect(m_actions.run, &QAction::triggered, this, &JobsPage::runCurrent);
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

QWidget *JobsPage::makeList()
{
    auto *list = new QWidget(this);
    setBaseGround(list);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto *bar = new Bar(Bar::Kind::Tools, list);
    m_filter = new FilterField(tr("Filter jobs"), bar);
    m_filter->setObjectName(u"jobsFilter"_s);
    m_filter->lineEdit()->setAccessibleName(tr("Filter jobs"));
    bar->add(m_filter, 1);
    for (QAction *action : {m_actions.create, m_actions.openFolder, m_actions.run})
        bar->addAction(action);
    QToolButton *more = flatButton(u"overflow-menu"_s, {}, u"jobsMore"_s, bar);
    more->setAccessibleName(tr("More actions"));
    more->setToolButtonStyle(Qt::ToolButtonIconOnly);
    auto *menu = new QMenu(more);
    menu->addActions({m_actions.paste, m_actions.schemaLab, m_actions.duplicate, m_actions.rename, m_actions.reveal, m_actions.remove});
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    bar->add(more);

    m_view = new QTreeView(list);
    m_view->setObjectName(u"jobsTable"_s);
    m_view->setAccessibleName(tr("Jobs"));
    setUpTree(m_view);
    m_view->setRootIsDecorated(false);
    m_view->setModel(&m_proxy);
    m_view->setItemDelegate(new JobsDelegate(m_view));
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(JobsModel::ChangedColumn, Qt::DescendingOrder);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(JobsModel::ImageColumn, QHeaderView::Stretch);
    const QList<int> widths{280, 320, 220, 110, 260};
    for (int i = 0; i < widths.size(); ++i)
        m_view->setColumnWidth(i, widths[i]);
    column->addWidget(bar);
    column->addWidget(m_view, 1);
    connect(m_filter, &FilterField::textChanged, this, [this](const QString &text) {
        m_proxy.setFilterFixedString(text);
        updateCount();
    });
    connect(m_filter, &FilterField::leftForList, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_view, &QTreeView::activated, this, &JobsPage::openCurrent);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &JobsPage::updateActions);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint &where) {
        auto *context = new QMenu(m_view);
        context->setAttribute(Qt::WA_DeleteOnClose);
        for (QAction *action : m_actions.all()) {
            if (!action)
                context->addSeparator();
            else if (action->isEnabled())
                context->addAction(action);
        }
        context->popup(m_view->viewport()->mapToGlobal(where));
    });
    return list;
}

/// Over the open job, else with what the chosen one has.
void JobsPage::openSchemaLab()
{
    if (m_editor && m_stack->currentWidget() == m_editor)
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
    return m_view->header()->saveState();
}

bool JobsPage::restoreViewState(const QByteArray &state)
{
    return m_view->header()->restoreState(state);
}

} // namespace longshore
