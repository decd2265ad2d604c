// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logview.h"

#include "ui/logs/logaccessible.h"
#include "ui/logs/logoverview.h"
#include "ui/logs/logpill.h"
#include "ui/theme/theme.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int quietTick = 16; ///< ms
constexpr int floodTick = 50; ///< nobody reads then, and painting competes with the engine for the cores
constexpr quint64 floodLines = 2000; ///< in one tick
/// Rows whose heights are summed within a tick (3 ms at most); a worker would first copy a filter's rows.
constexpr quint64 summedAtOnce = 16 * WrapIndex::blockRows;

LogCriteria errorsOnly()
{
    LogCriteria criteria;
    criteria.levels = LogCriteria::atLeast(LogLevel::Error);
    criteria.notes = false;
    criteria.wholeTraces = false; // "next error" goes from head to head
    return criteria;
}

} // namespace

LogView::LogView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_layout([this](quint64 row) { return shownRows(m_rows.line(row), m_rows.options()); })
    , m_look(Theme::of(this), 1.0)
    , m_overview(new LogOverview(this))
    , m_pill(new LogPill(viewport()))
{
    LogAccessible::install();
    setObjectName(u"logView"_s);
    setAccessibleName(tr("Log"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setVerticalScrollBar(m_overview);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setMouseTracking(true);
    m_overview->setSource([this](int parts) { return overviewMarks(parts); });
    connect(m_overview, &QScrollBar::valueChanged, this, &LogView::verticalMoved);
    connect(m_pill, &QAbstractButton::clicked, this, [this] {
        setFrozen(false);
        goToEnd();
    });
    m_tick.setSingleShot(true);
    connect(&m_tick, &QTimer::timeout, this, &LogView::tick);
    connect(&Theme::of(this), &Theme::changed, this, &LogView::restyle);
    restyle();
}

LogView::~LogView()
{
    m_indexing.cancel();
}

void LogView::setDocument(LogDocument *document)
{
    if (m_document)
        m_document->disconnect(this);
    m_rows.setDocument(nullptr, nullptr);
    m_search.reset();
    m_filter.reset();
    m_errors.reset();
    m_document = document;
    m_opened.clear();
    m_bookmarks.clear();
    m_current.reset();
    m_match.reset();
    m_selection = {};
    m_widest = 0;
    m_lastEnd = m_seenLine = m_seenErrors = 0;
    m_following = true;
    m_held = false;
    if (document) {
        m_search = std::make_unique<LogSearch>(document->store());
        m_filter = std::make_unique<LogFilter>(document->store());
        m_errors = std::make_unique<LogFilter>(document->store());
        m_errors->setCriteria(errorsOnly());
        m_rows.setDocument(document, m_filter.get());
        connectDocument();
    }
    const bool thawed = m_frozen;
    m_frozen = false;
    layOutAgain();
    tick();
    if (thawed)
        Q_EMIT frozenChanged(false);
}

void LogView::connectDocument()
{
    connect(m_document, &LogDocument::grown, this, &LogView::schedule);
    connect(m_document, &LogDocument::partialsChanged, this, &LogView::schedule);
    connect(m_document, &LogDocument::stateChanged, this, [this] {
        viewport()->update();
        Q_EMIT contentChanged();
    });
    connect(m_filter.get(), &LogFilter::reset, this, &LogView::rowsReset);
    connect(m_filter.get(), &LogFilter::changed, this, [this] {
        schedule();
        Q_EMIT filterChanged();
    });
    connect(m_search.get(), &LogSearch::changed, this, [this] {
        m_overview->marksChanged();
        viewport()->update();
        Q_EMIT searchChanged();
    });
    connect(m_errors.get(), &LogFilter::changed, m_overview, &LogOverview::marksChanged);
    connect(m_document, &QObject::destroyed, this, [this] { setDocument(nullptr); });
}

void LogView::find(const LogPattern &pattern)
{
    m_match.reset();
    if (!m_search || pattern == m_search->pattern())
        return;
    m_search->setPattern(pattern);
    m_search->advance();
    viewport()->update();
}

void LogView::setCriteria(const LogCriteria &criteria)
{
    if (!m_filter || criteria == m_filter->criteria())
        return;
    rememberAnchor();
    m_filter->setCriteria(criteria);
    m_filter->advance();
    sync();
}

void LogView::schedule()
{
    if (isVisible() && !m_tick.isActive())
        m_tick.start(m_flooding ? floodTick : quietTick);
}

void LogView::tick()
{
    if (!m_document)
        return;
    m_document->store()->noticed();
    const quint64 end = m_document->store()->endLine();
    m_flooding = end - std::min(end, m_lastEnd) > floodLines;
    m_lastEnd = end;
    m_filter->advance();
    m_search->advance();
    m_errors->advance();
    sync();
    tellGrown();
    Q_EMIT contentChanged();
}

/// The screen as the rows are now.
void LogView::sync()
{
    m_rows.refresh();
    m_layout.setRows(m_rows.firstRow(), m_rows.endRow());
    const int gutter = m_gutter.width();
    m_gutter.fit(m_look, m_gutterMode, m_document ? m_document->store()->endLine() : 0);
    if (m_gutter.width() != gutter)
        showHeader();
    while (!m_opened.empty() && m_document && m_opened.begin()->first < m_document->store()->firstLine())
        m_opened.erase(m_opened.begin());
    indexRows();
    if (m_following)
        m_top = m_layout.lastTop(screenRows());
    else if (m_restoring)
        restoreAnchor();
    m_top = m_layout.clamped(m_top);
    settleBars();
    checkFollowing();
    updatePill();
    m_overview->marksChanged();
    viewport()->update();
}

/// A filter began anew: row numbers mean something else now.
void LogView::rowsReset()
{
    m_restoring = !m_following;
    layOutAgain();
}

/// Width, text size or rows are new: nothing is known about heights any more. The line that was looked at stays.
void LogView::layOutAgain()
{
    m_indexing.cancel();
    m_indexing = CancelToken();
    m_indexBusy = false;
    ShowOptions options = m_rows.options();
    options.columns = m_wrap ? screenColumns() : 0;
    m_rows.setOptions(options);
    m_layout.reset(m_rows.firstRow(), m_rows.endRow(), m_wrap);
    reopen();
    if (!m_following)
        m_restoring = true;
    sync();
}

/// What was opened is so again, at the present width.
void LogView::reopen()
{
    m_layout.clearExtras();
    for (auto &[line, opened] : m_opened) {
        if (!m_rows.shows(line))
            continue;
        const quint64 row = m_rows.rowOfLine(line);
        if (m_rows.at(row).line != line)
            continue; // folded into another row
        const LogLine text = m_rows.line(row);
        opened = openLine(text, m_rows.options(), screenColumns());
        m_layout.setExtra(row, opened.rows() - shownRows(text, m_rows.options()));
    }
}

void LogView::indexRows()
{
    const quint64 end = m_rows.storedEnd();
    if (!m_wrap || m_indexBusy || m_layout.index().endRow() >= end)
        return;
    if (end - m_layout.index().endRow() <= summedAtOnce) {
        m_layout.extendIndex(end);
        return;
    }
    m_indexBusy = true;
    runAsync(
        this,
        [store = m_document->store(), rows = m_filter->rows(), options = m_rows.options(), index = m_layout.index(), end, token = m_indexing] {
            WrapIndex grown = index;
            LogLines lines(store);
            grown.extend(end, [&](quint64 row) { return shownRows(lines.line(rows.at(row).line), options); },
                         [&token] { return token.isCancelled(); });
            return grown;
        },
        [this](const WrapIndex &index) {
            m_indexBusy = false;
            m_layout.setIndex(index);
            sync();
        },
        m_indexing);
}

bool LogView::isExact() const
{
    return !m_wrap || (!m_indexBusy && m_layout.index().endRow() >= m_rows.storedEnd());
}

void LogView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    tick();
}

void LogView::hideEvent(QHideEvent *event)
{
    m_tick.stop();
    QAbstractScrollArea::hideEvent(event);
}

void LogView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    placeHeader();
    const int columns = screenColumns();
    if (m_wrap && columns != m_rows.options().columns)
        return layOutAgain();
    if (!m_opened.empty())
        reopen();
    sync();
}

void LogView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::ActivationChange || event->type() == QEvent::PaletteChange)
        viewport()->update();
}

} // namespace longshore
