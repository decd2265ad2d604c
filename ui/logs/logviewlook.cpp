// SPDX-License-Identifier: GPL-3.0-or-later
// How a log view shows its lines.
#include "ui/logs/logview.h"

#include "ui/logs/logcolumnsheader.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QScrollBar>

namespace longshore
{

namespace
{
constexpr double leastZoom = 0.5;
constexpr double mostZoom = 3.0;
} // namespace

void LogView::setGutterMode(GutterMode mode)
{
    m_gutterMode = mode;
    sync();
    if (m_wrap)
        layOutAgain();
}

void LogView::setWrap(bool wrap)
{
    if (m_wrap == wrap)
        return;
    rememberAnchor();
    m_wrap = wrap;
    horizontalScrollBar()->setValue(0);
    layOutAgain();
}

void LogView::setZoom(double zoom)
{
    zoom = qBound(leastZoom, zoom, mostZoom);
    if (qFuzzyCompare(zoom, m_zoom))
        return;
    rememberAnchor();
    m_zoom = zoom;
    restyle();
    Q_EMIT zoomChanged(zoom);
}

void LogView::setShortMessages(bool on)
{
    ShowOptions options = m_rows.options();
    options.shortMessages = on;
    rememberAnchor();
    m_rows.setOptions(options);
    layOutAgain();
}

void LogView::restyle()
{
    m_look = LogLook(Theme::of(this), m_zoom);
    m_widest = 0;
    m_gutter.fit(m_look, m_gutterMode, m_document ? m_document->store()->endLine() : 0);
    showHeader();
    layOutAgain();
}

int LogView::contentLeft() const
{
    return m_gutter.width() + m_columns.width(m_look);
}

void LogView::setColumns(const QList<LogColumn> &columns)
{
    if (columns == m_columns.columns())
        return;
    rememberAnchor();
    m_columns.set(columns);
    ShowOptions options = m_rows.options();
    options.logfmt = !m_columns.isEmpty();
    m_rows.setOptions(options);
    showHeader();
    layOutAgain();
}

/// The names of the columns, above the lines; without columns nothing is made.
void LogView::showHeader()
{
    if (m_columns.isEmpty() && !m_header)
        return;
    if (!m_header) {
        m_header = new LogColumnsHeader(this);
        connect(m_header, &LogColumnsHeader::resized, this, [this](int column, int width) {
            const int cells = width == 0 ? 0 : std::max(LogColumns::fewestCells, int(width / m_look.cell) - LogColumns::between);
            m_columns.setCells(column, cells);
            columnsResized();
            Q_EMIT columnsChanged(m_columns.columns());
        });
    }
    m_header->setVisible(!m_columns.isEmpty());
    if (m_columns.isEmpty()) {
        setViewportMargins(0, 0, 0, 0);
        return;
    }
    m_header->setFont(m_look.chip);
    const int tall = metrics::height(metrics::header, QFontMetrics(m_look.chip));
    setViewportMargins(0, tall, 0, 0);
    m_header->show(m_columns, m_look, m_gutter.width() + m_look.textInset - metrics::gap, tr("message")); // names stand that far in
    placeHeader();
}

void LogView::placeHeader()
{
    if (m_header && !m_columns.isEmpty())
        m_header->setGeometry(viewport()->x(), viewport()->y() - viewportMargins().top(), viewport()->width(), viewportMargins().top());
}

/// Something wider was seen, or somebody dragged a border.
void LogView::columnsResized()
{
    showHeader();
    if (m_wrap)
        return layOutAgain();
    if (!m_opened.empty())
        reopen();
    sync();
}

/// Fields of lines near the end, and of the first ones: what a person can choose from.
QStringList LogView::fieldsSeen() const
{
    constexpr quint64 looked = 200;
    constexpr qsizetype most = 300;
    QStringList paths;
    const auto look = [this, &paths](quint64 from, quint64 end) {
        for (quint64 row = from; row < end && paths.size() < most; ++row) {
            const LogLine line = m_rows.line(row);
            if (line.flags & LineNote)
                continue;
            for (const LogField &field : LogFields::read(line.text).fields)
                if (!paths.contains(field.path) && paths.size() < most)
                    paths << field.path;
        }
    };
    const quint64 first = m_rows.firstRow();
    const quint64 end = m_rows.storedEnd();
    const quint64 tail = std::max(first, end - std::min(end, looked));
    if (!m_rows.isNull()) {
        look(tail, end);
        look(first, std::min(tail, first + looked));
    }
    return paths;
}

} // namespace longshore
