// SPDX-License-Identifier: GPL-3.0-or-later
// What a log view paints, and where.
#include "ui/logs/logview.h"

#include "model/format.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int chipGap = 8;
constexpr int chipInset = 8;
constexpr int pinnedInset = 4; ///< of a chip from the right edge
constexpr int fieldIndent = 4; ///< cells
constexpr qsizetype pinnedBytes = 256; ///< beyond the right edge, from which a chip says so

bool isTinted(const LogLine &line)
{
    return line.level >= LogLevel::Error && !(line.flags & LineNote);
}

} // namespace

struct LogView::Painting {
    QPainter painter;
    int left = 0; ///< of the text's part of the viewport
    int right = 0;
    bool columnsGrew = false;
};

int LogView::textLeft() const
{
    return contentLeft() + m_look.textInset - (m_wrap ? 0 : horizontalScrollBar()->value());
}

ShownLine LogView::shownAt(quint64 row, const LogLine &line, const OpenedLine **opened) const
{
    const auto at = row < m_rows.storedEnd() ? m_opened.find(m_rows.at(row).line) : m_opened.end();
    *opened = at == m_opened.end() ? nullptr : &at->second;
    return showLine(line, *opened ? (*opened)->options : m_rows.options());
}

std::vector<ShownMatch> LogView::matchesIn(quint64 lineNumber, const ShownLine &shown) const
{
    std::vector<ShownMatch> found;
    const auto take = [&](const LogMatcher &matcher) {
        for (const LogMatch &match : matcher.matchesIn(shown.text))
            found.push_back({int(match.offset), int(match.length), m_match == lineNumber});
    };
    if (m_search->isActive())
        take(m_search->matcher());
    else
        std::for_each(m_filter->included().begin(), m_filter->included().end(), take);
    return found;
}

GutterRow LogView::gutterRow(const RowPlace &place, const LogRow &row, const LogLine &line) const
{
    GutterRow gutter;
    gutter.isStderr = line.source == LogSource::Stderr && !(line.flags & LineNote);
    gutter.isCurrent = m_current == row.line;
    if (place.sub > 0)
        return gutter;
    gutter.number = QString::number(row.line + 1);
    gutter.isMarked = m_bookmarks.contains(row.line);
    qint64 reference = 0;
    if (m_gutterMode == GutterMode::Elapsed)
        reference = m_rows.startTime();
    else if (m_gutterMode == GutterMode::Delta && place.row > m_rows.firstRow())
        reference = m_rows.line(place.row - 1).time;
    gutter.time = LogGutter::timeText(m_gutterMode, line.time, reference);
    return gutter;
}

/// What is beyond the right edge counts as hidden, so that a long line says so where it can be seen.
QString LogView::chipOf(const LogLine &line, const ShownLine &shown, const LogRow &row) const
{
    QString text = chipText(line, shown, row.alike > 1 ? row.alike : 0);
    if (row.unfolded > 0) {
        const QString run = tr("▾ %1 alike").arg(format::count(qint64(row.unfolded)));
        text = text.isEmpty() ? run : run + u" · "_s + text;
    }
    if (shown.columns > 0 || shown.isShort || (line.flags & LineNote))
        return text;
    const int seenCells = int((viewport()->width() - textLeft()) / m_look.cell);
    if (line.text.size() <= seenCells + pinnedBytes)
        return text;
    const qsizetype hidden = line.text.size() - RowShape(m_look, shown, 0).offsetAt(seenCells * m_look.cell);
    return hidden < pinnedBytes ? text : tr("… %1 more").arg(format::bytes(hidden));
}

QRect LogView::chipRect(const ShownLine &shown, int sub, const QString &text, int y) const
{
    const RowShape shape(m_look, shown, sub);
    const QFontMetrics metrics(m_look.chip);
    const int wide = metrics.horizontalAdvance(text) + 2 * chipInset;
    const int tall = std::min(m_look.rowHeight - 2, metrics.height() + 2);
    const int behind = textLeft() + int(shape.xOf(shape.to())) + chipGap;
    return {std::min(behind, viewport()->width() - wide - pinnedInset), y + (m_look.rowHeight - tall) / 2, wide, tall};
}

void LogView::paintEvent(QPaintEvent *)
{
    Painting p{QPainter(viewport()), contentLeft(), viewport()->width()};
    p.painter.fillRect(viewport()->rect(), m_look.colors.base);
    if (m_layout.isEmpty())
        return paintEmpty(p);
    m_gutter.paintGround(&p.painter, m_look, viewport()->height());
    const int widest = m_widest;
    RowPlace place = m_layout.clamped(m_top);
    for (int y = 0; y < viewport()->height(); y += m_look.rowHeight) {
        paintRow(p, place, y);
        const RowPlace next = m_layout.moved(place, 1);
        if (next == place)
            break;
        place = next;
    }
    if (m_widest > widest)
        QTimer::singleShot(0, this, &LogView::settleBars);
    if (p.columnsGrew)
        QTimer::singleShot(0, this, &LogView::columnsResized);
}

void LogView::paintRow(Painting &p, const RowPlace &place, int y)
{
    const LogRow row = m_rows.at(place.row);
    const LogLine line = m_rows.line(place.row);
    const OpenedLine *opened = nullptr;
    const ShownLine shown = shownAt(place.row, line, &opened);
    if (isTinted(line) && (!opened || place.sub < opened->ownRows))
        p.painter.fillRect(0, y, p.right, m_look.rowHeight, m_look.colors.tint(m_look.colors.error));
    m_gutter.paintRow(&p.painter, m_look, gutterRow(place, row, line), y);
    if (!m_columns.isEmpty() && place.sub == 0)
        paintColumns(p, line, y);
    p.painter.setClipRect(p.left, y, p.right - p.left, m_look.rowHeight);
    if (row.gapBefore && place.sub == 0) {
        p.painter.setPen(QPen(m_look.colors.border, 1, Qt::DashLine));
        p.painter.drawLine(p.left, y, p.right, y);
    }
    if (line.flags & LineNote)
        paintNote(p, line, y);
    else if (opened && place.sub >= opened->ownRows)
        paintField(p, *opened, place.sub - opened->ownRows, y);
    else
        paintText(p, place, row, line, shown, y);
    p.painter.setClipping(false);
}

void LogView::paintColumns(Painting &p, const LogLine &line, int y)
{
    const QList<LogField> values = m_columns.valuesOf(line);
    p.columnsGrew = m_columns.see(values) || p.columnsGrew;
    p.painter.setClipRect(m_gutter.width(), y, p.left - m_gutter.width(), m_look.rowHeight);
    m_columns.paint(&p.painter, m_look, {m_gutter.width(), y}, values, m_search->matcher());
}

void LogView::paintText(Painting &p, const RowPlace &place, const LogRow &row, const LogLine &line, const ShownLine &shown, int y)
{
    const RowShape shape(m_look, shown, place.sub);
    const QPointF origin(textLeft(), y);
    const auto [from, to] = m_selection.rangeIn(row.line, int(shown.text.size()));
    if (m_selection.touches(row.line)) {
        const qreal left = shape.xOf(std::clamp(from, shape.from(), shape.to()));
        const bool goesOn = m_selection.end().line > row.line && shape.to() == shown.text.size();
        const qreal right = shape.xOf(std::clamp(to, shape.from(), shape.to())) + (goesOn ? m_look.cell / 2 : 0);
        p.painter.fillRect(QRectF(origin.x() + left, y, right - left, m_look.rowHeight),
                           hasFocus() ? m_look.colors.selection : m_look.colors.selectionInactive);
    }
    const std::vector<ShownMatch> matches = matchesIn(row.line, shown);
    std::vector<RowPiece> pieces = rowPieces(m_look.palette, m_look.colors, line, shown, matches, shape.from(), shape.to());
    if (row.isContext) {
        for (RowPiece &piece : pieces)
            piece.ink = m_look.colors.muted;
    }
    shape.paint(&p.painter, origin, pieces, p.left, p.right);
    for (const ShownMatch &match : matches) {
        const int begin = std::max(match.offset, shape.from());
        const int end = std::min(match.offset + match.size, shape.to());
        if (!match.current || begin >= end)
            continue;
        p.painter.setPen(m_look.colors.text);
        p.painter.setBrush(Qt::NoBrush);
        const qreal left = origin.x() + shape.xOf(begin);
        p.painter.drawRect(QRectF(left - 0.5, y + 0.5, origin.x() + shape.xOf(end) - left, m_look.rowHeight - 1));
    }
    m_widest = std::max(m_widest, std::min(shown.cells, int(shown::cutBytes)));
    if (shape.to() == int(shown.text.size())) {
        if (const QString chip = chipOf(line, shown, row); !chip.isEmpty())
            paintChip(p, chipRect(shown, place.sub, chip, y), chip, line, matches.empty() && hidesMatch(line, shown));
    }
}

/// The search matches in what is not shown of the line.
bool LogView::hidesMatch(const LogLine &line, const ShownLine &shown) const
{
    return m_search->isActive() && (shown.isShort || shown.hidden > 0) && m_search->matcher().matches(line.text);
}

/// A chip that stands at the right edge, upon a long line, ends it.
void LogView::paintChip(Painting &p, const QRect &rect, const QString &text, const LogLine &line, bool matched)
{
    const Colors &colors = m_look.colors;
    const QColor ground = isTinted(line) ? colors.tint(colors.error) : colors.base;
    if (rect.right() >= p.right - pinnedInset - 1)
        p.painter.fillRect(rect.left() - chipGap / 2, rect.top() - 1, p.right - rect.left() + chipGap / 2, rect.height() + 2, ground);
    p.painter.setRenderHint(QPainter::Antialiasing);
    p.painter.setPen(Qt::NoPen);
    p.painter.setBrush(matched ? colors.match : blend(colors.text, ground, colors.dark ? 0.16 : 0.08));
    p.painter.drawRoundedRect(rect, 4, 4);
    p.painter.setRenderHint(QPainter::Antialiasing, false);
    p.painter.setFont(m_look.chip);
    p.painter.setPen(matched ? colors.text : colors.muted);
    p.painter.drawText(rect, Qt::AlignCenter, text);
}

void LogView::paintField(Painting &p, const OpenedLine &opened, int piece, int y)
{
    const FieldPiece &field = opened.pieces[std::size_t(piece)];
    const QPointF at(textLeft() + fieldIndent * m_look.cell, y + m_look.baseline);
    p.painter.fillRect(QRectF(textLeft() + 1.5 * m_look.cell, y, 2, m_look.rowHeight), m_look.colors.softBorder);
    p.painter.setFont(m_look.font);
    p.painter.setPen(m_look.colors.muted);
    const qreal room = opened.nameCells * m_look.cell;
    p.painter.drawText(at, QFontMetricsF(m_look.font).elidedText(field.name, Qt::ElideMiddle, room + 1));
    const LogField::Kind kind = opened.fields[field.field].kind;
    const bool word = kind == LogField::Kind::Number || kind == LogField::Kind::Boolean || kind == LogField::Kind::Null;
    p.painter.setPen(word ? m_look.colors.cyan : m_look.colors.text);
    p.painter.drawText(at + QPointF(room + 2 * m_look.cell, 0), field.text);
}

/// Longshore's own words: the proportional font, muted, on a line across; no bytes of a log can look like that (A14).
void LogView::paintNote(Painting &p, const LogLine &line, int y)
{
    const QString text = QString::fromUtf8(line.text);
    const int middle = y + m_look.rowHeight / 2;
    const int left = p.left + m_look.textInset;
    p.painter.setFont(m_look.chip);
    const int wide = p.painter.fontMetrics().horizontalAdvance(text);
    p.painter.fillRect(left, middle, 24, 1, m_look.colors.border);
    p.painter.fillRect(left + 40 + wide, middle, std::max(0, p.right - left - 40 - wide - 8), 1, m_look.colors.border);
    p.painter.setPen(m_look.colors.muted);
    p.painter.drawText(QRect(left + 32, y, std::max(wide + 2, p.right), m_look.rowHeight), Qt::AlignVCenter, text);
}

void LogView::paintEmpty(Painting &p)
{
    const QStringList texts = emptyTexts();
    if (texts.isEmpty())
        return;
    const Theme &theme = Theme::of(this);
    constexpr int flags = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;
    const int wide = std::min(viewport()->width() - 2 * metrics::paneInset, 640);
    const QRect area((viewport()->width() - wide) / 2, 0, wide, viewport()->height());
    const QFont titleFont = theme.font(TextRole::Object);
    const QFont textFont = theme.font(TextRole::Body);
    const int titleTall = QFontMetrics(titleFont).boundingRect(area, flags, texts.first()).height();
    const int textTall = QFontMetrics(textFont).boundingRect(area, flags, texts.last()).height();
    const int top = std::max(0, area.height() * 45 / 100 - (titleTall + metrics::gap + textTall) / 2);
    p.painter.setFont(titleFont);
    p.painter.setPen(m_look.colors.text);
    p.painter.drawText(area.translated(0, top), flags, texts.first());
    p.painter.setFont(textFont);
    p.painter.setPen(m_look.colors.muted);
    p.painter.drawText(area.translated(0, top + titleTall + metrics::gap), flags, texts.last());
}

} // namespace longshore
