// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logpane.h"

#include "model/format.h"
#include "model/images/reference.h"
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

/// What settings are kept by: the tag changes with each build, the liking does not.
QString repositoryOf(const QString &image)
{
    const auto reference = Reference::parse(image);
    return reference ? reference->familiarRepository() : image;
}

QString settingsName(const QString &repository)
{
    return u"log/"_s + (repository.isEmpty() ? u"any"_s : repository);
}

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
    for (QWidget *button : {m_levels, m_streams, static_cast<QWidget *>(menuButton(m_actions->gutterMenu, m_find))})
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
    m_repository = repositoryOf(image);
    m_saveName = saveName;
    m_clearedBefore = 0;
    m_view->setDocument(document);
    m_filter->clear();
    if (m_services.settings)
        m_state = LogViewState::fromBytes(m_services.settings->viewState(settingsName(m_repository)));
    setState(m_state);
    applyPattern();
    m_jump = false;
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
    m_actions->setGutter(state.gutter);
    m_actions->setLevels(state.levels);
    m_actions->setStreams(state.standardOutput, state.standardError);
    m_find->setNeeded(m_levels, state.levels != LogCriteria::allLevels);
    m_find->setNeeded(m_streams, !state.standardOutput || !state.standardError);
    m_actions->wrap->setChecked(state.wrap);
    m_actions->shortMessages->setChecked(state.shortMessages);
    m_filter->setFoldRepeats(state.foldRepeats);
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
        m_services.settings->setViewState(settingsName(m_repository), state.toBytes());
}

void LogPane::applyPattern()
{
    const LogPattern pattern = m_find->pattern();
    m_jump = !pattern.isEmpty();
    m_view->find(pattern);
    if (m_find->onlyMatches())
        applyCriteria();
    showSearch();
}

void LogPane::applyCriteria()
{
    if (!m_view->document())
        return;
    LogCriteria criteria;
    const bool utc = m_state.gutter == GutterMode::UtcTime;
    m_filter->addTo(&criteria, m_view->rows().startTime(), utc);
    const LogPattern looked = m_find->pattern();
    if (m_find->onlyMatches() && !looked.isEmpty())
        criteria.include << looked;
    criteria.levels = m_state.levels;
    criteria.standardOutput = m_state.standardOutput;
    criteria.standardError = m_state.standardError;
    criteria.firstLine = m_clearedBefore;
    m_view->setCriteria(criteria);
    showFilter();
    updateActions();
}

void LogPane::jumpToMatch()
{
    LogSearch *search = m_view->search();
    if (!m_jump || !search || search->count() == 0 || m_view->layoutOfRows().isEmpty())
        return;
    const quint64 top = m_view->topLine();
    const bool here = search->indexOf(top) || search->next(top, false);
    if (!here && search->isRunning())
        return;
    m_jump = false;
    m_view->goToMatch(false);
}

void LogPane::showSearch()
{
    jumpToMatch();
    const LogSearch *search = m_view->search();
    const bool active = search && search->isActive();
    const auto index = active && m_view->currentMatch() ? search->indexOf(*m_view->currentMatch()) : std::nullopt;
    m_find->setCount(active, search ? search->count() : 0, index, active && search->isRunning());
    showProgress();
    showProblem();
}

void LogPane::showFilter()
{
    const LogFilter *filter = m_view->filter();
    QString text;
    if (filter && !filter->criteria().isPassThrough())
        text = tr("%1 of %2 lines").arg(format::count(qint64(filter->rows().count())), format::count(qint64(m_view->document()->store()->endLine())));
    m_filter->setCount(text);
    jumpToMatch();
    showProgress();
    showProblem();
}

void LogPane::showProgress()
{
    double progress = -1;
    if (m_view->search() && m_view->search()->isRunning())
        progress = m_view->search()->progress();
    else if (m_view->filter() && m_view->filter()->isRunning())
        progress = m_view->filter()->progress();
    m_progress->setProgress(progress);
}

void LogPane::showProblem()
{
    std::optional<Error> problem;
    if (m_view->filter())
        problem = m_view->filter()->problem();
    if (m_view->search() && m_view->search()->problem())
        problem = m_view->search()->problem();
    if (!problem && m_filter->hasWrongTime())
        problem = Error::make(Error::Kind::BadInput, {}, tr("A time is written as seconds since the first line, such as 12.9, or as a time of day, such as 10:04:14."), {});
    const bool note = m_problem->mark() == Mark::Note && !m_problemRow->isHidden(); // stays until something else is marked
    m_problemRow->setVisible(problem.has_value() || note);
    if (problem)
        m_problem->set(problem->kind == Error::Kind::BadInput ? Mark::Error : Mark::Warning, problem->reason());
}

void LogPane::setFilterShown(bool shown)
{
    m_filter->setVisible(shown);
    m_actions->filter->setChecked(shown);
    if (shown) {
        m_filter->focus();
        return;
    }
    m_filter->clear();
    m_view->setFocus();
}

void LogPane::focusFind()
{
    m_find->focus();
}

void LogPane::find(const QString &text)
{
    m_find->setText(text);
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
