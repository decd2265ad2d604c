// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"
#include "model/settings.h"
#include "model/tasks/tasklist.h"
#include "ui/shell/engineline.h"
#include "ui/shell/firstrunpage.h"
#include "ui/shell/navigation.h"
#include "ui/shell/overlay.h"
#include "ui/shell/palette.h"
#include "ui/shell/statusline.h"
#include "ui/shell/taskpanel.h"
#include "ui/shell/topbar.h"
#include "ui/shell/windowactions.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr QSize startSize(1440, 900);
constexpr QSize smallestSize(1024, 640);
constexpr double fontStep = 0.1;

} // namespace

MainWindow::MainWindow(Settings &settings, TaskList &tasks, Theme &theme, QWidget *parent)
    : QMainWindow(parent)
    , m_settings(settings)
    , m_tasks(tasks)
    , m_theme(theme)
    , m_actions(std::make_unique<WindowActions>(*this))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(u"Longshore"_s);
    m_theme.setScheme(Theme::Scheme(settings.theme()));
    m_theme.setFontScale(settings.fontScale());
    build();
    connectActions();
    setMinimumSize(smallestSize);
    resize(startSize);
    restoreGeometry(settings.windowGeometry());
    setEngine({});
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    auto *central = new QWidget(this);
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_topBar = new TopBar(m_actions->palette, m_actions->refresh, central);
    column->addWidget(m_topBar);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    m_navigation = new Navigation(central);
    middle->addWidget(m_navigation);
    m_content = new QVBoxLayout;
    m_content->setSpacing(0);
    m_strip = new StaleStrip(central);
    m_stack = new QStackedWidget(central);
    m_stack->setObjectName(u"pages"_s);
    m_firstRun = new FirstRunPage(central);
    m_stack->addWidget(m_firstRun);
    m_content->addWidget(m_strip);
    m_content->addWidget(m_stack, 1);
    middle->addLayout(m_content, 1);
    column->addLayout(middle, 1);
    m_status = new StatusLine(central);
    column->addWidget(m_status);
    setCentralWidget(central);
    m_palette = new CommandPalette(this);
    m_paletteOverlay = new Overlay(m_palette, this);
    m_taskOverlay = new Overlay(new TaskPanel(m_tasks), this);
    m_topBar->engineLine()->setMenu(m_actions->engine);
}

void MainWindow::connectActions()
{
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions->find, &QAction::triggered, this, [this] {
        if (page() && m_stack->currentWidget() == page())
            page()->focusFilter();
    });
    connect(m_actions->refresh, &QAction::triggered, this, [this] {
        if (m_firstRunShown)
            Q_EMIT tryAgainRequested();
        else if (page())
            page()->refresh();
    });
    const auto scaleBy = [this](double step) {
        m_theme.setFontScale(step == 0 ? 1.0 : m_theme.fontScale() + step);
        m_settings.setFontScale(m_theme.fontScale());
    };
    connect(m_actions->larger, &QAction::triggered, this, [scaleBy] { scaleBy(fontStep); });
    connect(m_actions->smaller, &QAction::triggered, this, [scaleBy] { scaleBy(-fontStep); });
    connect(m_actions->normalSize, &QAction::triggered, this, [scaleBy] { scaleBy(0); });
    for (QAction *action : m_actions->theme->actions())
        action->setChecked(action->data().toInt() == int(m_settings.theme()));
    connect(m_actions->theme, &QActionGroup::triggered, this, [this](QAction *action) {
        m_settings.setTheme(Settings::Theme(action->data().toInt()));
        m_theme.setScheme(Theme::Scheme(action->data().toInt()));
    });
    connect(m_actions->palette, &QAction::triggered, this, &MainWindow::openPalette);
    connect(m_actions->tasks, &QAction::triggered, this, &MainWindow::openTasks);
    connect(m_actions->about, &QAction::triggered, this, &MainWindow::showAbout);
    connect(m_actions->checkAgain, &QAction::triggered, this, &MainWindow::tryAgainRequested);
    connect(m_actions->startPodman, &QAction::triggered, this, &MainWindow::startPodmanRequested);
    connect(m_actions->addEndpoint, &QAction::triggered, this, &MainWindow::editEndpoint);
    connect(m_strip, &StaleStrip::tryAgainRequested, this, &MainWindow::tryAgainRequested);
    connect(m_firstRun, &FirstRunPage::checkAgainRequested, this, &MainWindow::tryAgainRequested);
    connect(m_firstRun, &FirstRunPage::startPodmanRequested, this, &MainWindow::startPodmanRequested);
    connect(m_firstRun, &FirstRunPage::endpointGiven, this, &MainWindow::endpointGiven);
    connect(m_navigation, &Navigation::chosen, this, &MainWindow::showPage);
    connect(m_stack, &QStackedWidget::currentChanged, this, [this] { // also by others: something there is to be seen
        for (int i = 0; i < m_pages.size(); ++i)
            if (m_pages[i].page == m_stack->currentWidget() && i != m_current)
                showPage(i);
    });
    connect(m_topBar->taskIndicator(), &QToolButton::clicked, this, &MainWindow::openTasks);
    connect(&m_tasks, &TaskList::runningCountChanged, m_topBar->taskIndicator(), &TaskIndicator::setRunning);
    m_topBar->taskIndicator()->setRunning(m_tasks.runningCount());
    connect(m_palette, &CommandPalette::chosen, this, [this](const std::function<void()> &chosen) {
        const std::function<void()> go = chosen; // the entry may be gone when the palette is closed
        m_paletteOverlay->close();
        go();
    });
}

void MainWindow::addPage(const PageInfo &info, Page *page)
{
    const int index = int(m_pages.size());
    NavigationItem *item = m_navigation->add(info.id, info.title, info.iconName);
    auto *menu = new QMenu(info.menuTitle, this);
    for (QAction *action : page->pageActions()) {
        if (action)
            menu->addAction(action);
        else
            menu->addSeparator();
    }
    if (!menu->isEmpty())
        menuBar()->insertMenu(m_actions->engine->menuAction(), menu);
    menu->menuAction()->setEnabled(false);
    QAction *go = m_actions->goTo->addAction(Icons::get(info.iconName), info.title);
    go->setObjectName(u"goTo-"_s + info.id);
    go->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + index)));
    connect(go, &QAction::triggered, this, [this, index] {
        showPage(index);
        m_pages[index].page->setFocus(Qt::ShortcutFocusReason); // its keys work at once
    });
    m_stack->addWidget(page);
    m_pages << Entry{info, page, item, menu};
    item->setCount(page->count());
    connect(page, &Page::countChanged, item, &NavigationItem::setCount);
    connect(page, &Page::statusChanged, this, &MainWindow::updateStatus);
    if (m_current < 0 || m_settings.currentPage() == info.id)
        showPage(index);
}

void MainWindow::addStrip(QWidget *strip)
{
    m_content->insertWidget(m_content->indexOf(m_stack), strip);
}

void MainWindow::openPage(const QString &id)
{
    for (int i = 0; i < m_pages.size(); ++i)
        if (m_pages[i].info.id == id)
            showPage(i);
}

void MainWindow::addFileActions(const QList<QAction *> &actions)
{
    QMenu *file = menuBar()->actions().constFirst()->menu();
    file->insertActions(m_actions->tasks, actions);
    file->insertSeparator(m_actions->tasks);
}

QString MainWindow::currentPage() const
{
    return m_current < 0 ? QString() : m_pages[m_current].info.id;
}

Page *MainWindow::page() const
{
    return m_current < 0 ? nullptr : m_pages[m_current].page;
}

void MainWindow::showPage(int index)
{
    m_current = index;
    m_navigation->setCurrent(index);
    updateContent();
}

void MainWindow::updateContent()
{
    const bool firstRun = m_firstRunShown && (m_current < 0 || m_pages[m_current].info.needsEngine);
    // A hidden page's menu is off, and with it the shortcuts of its actions.
    for (int i = 0; i < m_pages.size(); ++i)
        m_pages[i].menu->menuAction()->setEnabled(i == m_current && !firstRun);
    m_stack->setCurrentWidget(firstRun || !page() ? static_cast<QWidget *>(m_firstRun) : page());
    updateStatus();
}

void MainWindow::updateStatus()
{
    if (m_stack->currentWidget() == m_firstRun)
        m_status->set(m_firstRunShown ? tr("No engine") : QString(), {});
    else
        m_status->set(page()->statusText(), page()->statusFacts());
}

void MainWindow::setEngine(const EngineView &view)
{
    m_topBar->engineLine()->set(view);
    m_strip->set(view.trouble);
}

void MainWindow::setFirstRun(bool shown, const FirstRunView &view)
{
    m_firstRunShown = shown;
    m_firstRun->set(view);
    m_actions->startPodman->setEnabled(!view.podmanVersion.isEmpty() && !view.startingPodman);
    updateContent();
    if (shown && view.triedAt.isValid() && m_stack->currentWidget() == m_firstRun)
        m_status->set(tr("No engine"), tr("Last tried %1").arg(view.triedAt.toLocalTime().toString(u"HH:mm:ss"_s)));
}

void MainWindow::editEndpoint()
{
    m_stack->setCurrentWidget(m_firstRun);
    updateStatus();
    m_firstRun->editEndpoint();
}

void MainWindow::openPalette()
{
    QList<PaletteEntry> entries;
    for (const PaletteSource &source : m_paletteSources)
        entries += source();
    for (const WindowActions::Leaf &leaf : WindowActions::leavesOf(*this))
        if (leaf.action != m_actions->palette)
            entries << leaf.entry();
    m_palette->setEntries(entries);
    const int width = qMin(640, this->width() - 80);
    const int top = m_topBar->mapTo(this, QPoint(0, m_topBar->height())).y();
    const int height = qMin(560, this->height() - top - 80);
    m_paletteOverlay->open(QRect((this->width() - width) / 2, top, width, height), m_palette->lineEdit());
}

void MainWindow::openTasks()
{
    constexpr int width = 436;
    const int top = m_topBar->mapTo(this, QPoint(0, m_topBar->height())).y();
    auto *panel = m_taskOverlay->findChild<TaskPanel *>();
    const int height = qBound(120, panel->wantedHeight(), this->height() - top - 120);
    m_taskOverlay->open(QRect(this->width() - width - metrics::barInset, top, width, height), panel);
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(this);
    box->setObjectName(u"aboutBox"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setWindowTitle(tr("About Longshore"));
    box->setText(tr("Longshore %1").arg(QStringLiteral(LONGSHORE_VERSION)));
    box->setInformativeText(tr("Browse, launch and watch component images.\nFree software under the GNU GPL, version 3 or later."));
    box->setStandardButtons(QMessageBox::Close);
    box->open();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    const bool narrow = width() <= metrics::narrowWindow;
    m_navigation->setNarrow(narrow);
    m_topBar->engineLine()->setNarrow(narrow);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setWindowGeometry(saveGeometry());
    m_settings.setCurrentPage(currentPage());
    QMainWindow::closeEvent(event);
    Q_EMIT closed();
}

} // namespace longshore
