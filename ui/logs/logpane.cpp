// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logpane.h"

#include "model/format.h"
#include "model/settings.h"
#include "ui/logs/logactions.h"
#include "ui/logs/logfilterbar.h"
#include "ui/logs/logfindbar.h"
#include "ui/logs/logprogressline.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/marklabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QScopedValueRollback>
#include <QToolButton>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// A menu button with the arrow of the platform behind its word.
QToolButton *menuButton(QAction *action, QWidget *parent)
{
    QToolButton *button = flatButton(action, parent);
    button->setToolButtonStyle(action->icon().isNull() ? Qt::ToolButtonTextOnly : Qt::ToolButtonIconOnly);
    return button;
}

} // namespace

LogPane::LogPane(const LogServices &services, QWidget *parent)
    : QWidget(parent), m_services(services), m_view(new LogView(this)), m_actions(new LogActions(this))
{
    setFocusProxy(m_view);
    makeBars();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    for (QWidget *bar : {static_cast<QWidget *>(m_find), static_cast<QWidget *>(m_filter), m_problemRow, static_cast<QWidget *>(m_progress)})
        column->addWidget(bar);
    column->addWidget(m_view, 1);
    m_filter->hide();
    m_problemRow->hide();
    connectActions();
    connectMarkActions();
    connectSaveActions();
    connectAlert();
    connectView();
    setState(LogViewState());
}

void LogPane::makeBars()
{
    m_find = new LogFindBar(this);
    m_filter = new LogFilterBar(this);
    m_progress = new LogProgressLine(this);
    m_levels = menuButton(m_actions->levelMenu, m_find);
    m_streams = menuButton(m_actions->streamMenu, m_find);
    m_alertButton = flatButton(m_actions->alert, m_find);
    for (QWidget *button : {m_alertButton, m_levels, m_streams, static_cast<QWidget *>(menuButton(m_actions->gutterMenu, m_find))})
        m_find->addRight(button);
    m_find->addRight(menuButton(m_actions->moreMenu, m_find), true);
    m_problemRow = new QWidget(this);
    m_problem = new MarkLabel(Mark::Error, {}, TextRole::Small, m_problemRow);
    m_problem->setObjectName(u"logProblem"_s);
    m_problem->setWordWrap(true);
    auto *row = new QHBoxLayout(m_problemRow);
    row->setContentsMargins(12, 6, 12, 6);
    row->addWidget(m_problem, 1);
    addAction(m_find->next());
    addAction(m_find->previous());
    connect(m_find, &LogFindBar::patternChanged, this, &LogPane::applyPattern);
    connect(m_find, &LogFindBar::onlyMatchesChanged, this, &LogPane::applyCriteria);
    connect(m_find, &LogFindBar::cancelled, this, [this] { m_view->find({}); });
    connect(m_find, &LogFindBar::left, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_find->next(), &QAction::triggered, this, [this] { m_view->goToMatch(false); });
    connect(m_find->previous(), &QAction::triggered, this, [this] { m_view->goToMatch(true); });
    connect(m_filter, &LogFilterBar::changed, this, [this] {
        if (!m_applying && m_filter->foldsRepeats() != m_state.foldRepeats)
            changeState([this](LogViewState &state) { state.foldRepeats = m_filter->foldsRepeats(); });
        else
            applyCriteria();
    });
    connect(m_filter, &LogFilterBar::closed, this, [this] { setFilterShown(false); });
}

QWidget *LogPane::makeCorner(QWidget *parent, const QList<QAction *> &more, bool underlined)
{
    auto *corner = new QWidget(parent);
    auto *column = new QVBoxLayout(corner);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, metrics::barInset, 0);
    row->addWidget(flatButton(m_actions->freeze, corner));
    row->addWidget(flatButton(m_actions->saveMenu, corner));
    for (QAction *action : more)
        row->addWidget(flatButton(action, corner));
    column->addStretch(1);
    column->addLayout(row);
    column->addStretch(1);
    if (underlined)
        column->addWidget(new Hairline(Qt::Horizontal, corner)); // goes on with the tab bar's
    corner->setFixedHeight(metrics::height(metrics::tabBar, corner->fontMetrics()));
    return corner;
}

void LogPane::connectView()
{
    connect(m_view, &LogView::frozenChanged, m_actions->freeze, &QAction::setChecked);
    connect(m_view, &LogView::searchChanged, this, &LogPane::showSearch);
    connect(m_view, &LogView::filterChanged, this, &LogPane::showFilter);
    connect(m_view, &LogView::currentLineChanged, this, &LogPane::updateActions);
    connect(m_view, &LogView::selectionChanged, this, [this] {
        updateActions();
        m_problem->set(Mark::None, {});
        showProblem();
    });
    connect(m_view, &LogView::menuRequested, this, &LogPane::openMenu);
    connect(m_view, &LogView::contentChanged, this, [this] {
        showFilter();
        Q_EMIT countsChanged();
    });
    connect(m_view, &LogView::said, this, [this](const QString &sentence) {
        m_problem->set(Mark::Note, sentence);
        m_problemRow->show();
    });
    connect(m_view, &LogView::zoomChanged, this, [this](double zoom) {
        if (!m_applying)
            changeState([zoom](LogViewState &state) { state.zoom = zoom; });
    });
}

void LogPane::setDocument(LogDocument *document, const QString &image, const QString &saveName)
{
    m_settingsName = logSettingsName(image);
    m_saveName = saveName;
    m_clearedBefore = 0;
    m_view->setDocument(document);
    m_filter->clear();
    if (m_services.settings)
        m_state = LogViewState::fromBytes(m_services.settings->viewState(m_settingsName));
    setState(m_state);
    applyPattern();
    m_jump = false;
    watchAlert();
    updateActions();
}

/// Shows the log this way; nothing is remembered.
void LogPane::setState(const LogViewState &state)
{
    const QScopedValueRollback applying(m_applying, true);
    m_state = state;
    m_view->setGutterMode(state.gutter);
    m_view->setZoom(state.zoom);
    m_view->setShortMessages(state.shortMessages);
    m_view->setWrap(state.wrap);
    m_view->setColumns(state.columns);
    m_actions->setGutter(state.gutter);
    m_actions->setLevels(state.levels);
    m_actions->setStreams(state.standardOutput, state.standardError);
    m_find->setNeeded(m_levels, state.levels != LogCriteria::allLevels);
    m_find->setNeeded(m_streams, !state.standardOutput || !state.standardError);
    m_actions->wrap->setChecked(state.wrap);
    m_actions->shortMessages->setChecked(state.shortMessages);
    m_filter->setFoldRepeats(state.foldRepeats);
    if (state.alert != m_alert.rule())
        watchAlert();
    showAlertRule();
    applyCriteria();
}

void LogPane::changeState(const std::function<void(LogViewState &)> &change)
{
    LogViewState state = m_state;
    change(state);
    if (state == m_state)
        return;
    setState(state);
    if (m_services.settings)
        m_services.settings->setViewState(m_settingsName, state.toBytes());
}

QString LogPane::countsText() const
{
    if (!m_view->document())
        return {};
    const std::shared_ptr<const LogStore> store = m_view->document()->store();
    const LogStore::Counts counts = store->counts();
    QStringList parts{tr("%1 lines").arg(format::count(qint64(store->endLine())))};
    if (counts.bytes > 0)
        parts << format::bytes(qint64(counts.bytes));
    parts << tr("%1 from stderr").arg(format::count(qint64(counts.stderrLines)));
    if (store->droppedSome())
        parts << tr("the oldest %1 are no longer kept").arg(format::count(qint64(store->firstLine())));
    return parts.join(u" · "_s);
}

void LogPane::setOtherLogs(std::function<QList<OtherLog>()> others)
{
    m_others = std::move(others);
    updateActions();
}

} // namespace longshore
