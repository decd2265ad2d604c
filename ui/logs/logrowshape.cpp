// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logrowshape.h"
#include "ui/logs/logcells.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace longshore
{

RowShape::RowShape(const LogLook &look, const ShownLine &line, int sub) : m_look(look), m_line(line), m_to(int(line.text.size()))
{
    if (line.columns <= 0)
        return;
    m_from = cells::offsetOf(line.text, line.grid, sub * line.columns, line.columns);
    m_to = cells::offsetOf(line.text, line.grid, (sub + 1) * line.columns, line.columns);
}

int RowShape::utf16Of(int offset) const
{
    const QByteArrayView before = m_line.text.sliced(m_from, std::clamp(offset, m_from, m_to) - m_from);
    return int(QString::fromUtf8(before).size());
}

QTextCharFormat RowShape::formatOf(const RowPiece &piece) const
{
    QTextCharFormat format;
    format.setForeground(piece.ink);
    if (piece.ground.isValid())
        format.setBackground(piece.ground);
    if (piece.bold)
        format.setFontWeight(QFont::Bold);
    format.setFontItalic(piece.style.has(TextStyle::Italic));
    format.setFontUnderline(piece.style.has(TextStyle::Underline));
    format.setFontStrikeOut(piece.style.has(TextStyle::Strike));
    return format;
}

/// A line of its own, left to right whatever it begins with (A10).
void RowShape::layOut(const std::vector<RowPiece> *pieces) const
{
    if (m_layout && !pieces)
        return;
    m_layout = std::make_unique<QTextLayout>(QString::fromUtf8(m_line.text.sliced(m_from, m_to - m_from)), m_look.font);
    QTextOption option;
    option.setTextDirection(Qt::LeftToRight);
    option.setWrapMode(QTextOption::NoWrap);
    option.setTabStopDistance(cells::tabWidth * m_look.cell);
    m_layout->setTextOption(option);
    m_layout->setCacheEnabled(true);
    if (pieces) {
        QList<QTextLayout::FormatRange> formats;
        int start = 0;
        for (const RowPiece &piece : *pieces) { // one behind the other
            const int length = int(QString::fromUtf8(m_line.text.sliced(piece.from, piece.to - piece.from)).size());
            formats.append({start, length, formatOf(piece)});
            start += length;
        }
        m_layout->setFormats(formats);
    }
    m_layout->beginLayout();
    m_layout->createLine();
    m_layout->endLayout();
}

int RowShape::offsetAt(qreal x) const
{
    if (m_line.grid)
        return std::clamp(m_from + int(std::lround(x / m_look.cell)), m_from, m_to);
    layOut(nullptr);
    const QTextLine line = m_layout->lineAt(0);
    const int utf16 = line.isValid() ? line.xToCursor(x) : 0;
    const int bytes = int(QStringView(m_layout->text()).first(utf16).toUtf8().size());
    return cells::characterStart(m_line.text, m_from + bytes);
}

qreal RowShape::xOf(int offset) const
{
    if (m_line.grid)
        return (std::clamp(offset, m_from, m_to) - m_from) * m_look.cell;
    layOut(nullptr);
    const QTextLine line = m_layout->lineAt(0);
    return line.isValid() ? line.cursorToX(utf16Of(offset)) : 0;
}

void RowShape::paint(QPainter *painter, QPointF topLeft, const std::vector<RowPiece> &pieces, qreal left, qreal right) const
{
    if (m_line.grid) {
        for (const RowPiece &piece : pieces)
            paintGrid(painter, topLeft, piece, left, right);
        return;
    }
    layOut(&pieces);
    const QTextLine line = m_layout->lineAt(0);
    if (line.isValid())
        m_layout->draw(painter, topLeft + QPointF(0, m_look.baseline - line.ascent()));
}

void RowShape::paintGrid(QPainter *painter, QPointF topLeft, const RowPiece &piece, qreal left, qreal right) const
{
    // Of a line of thousands of characters only those on the screen.
    const int firstSeen = m_from + std::max(0, int(std::floor((left - topLeft.x()) / m_look.cell)));
    const int lastSeen = m_from + std::max(0, int(std::ceil((right - topLeft.x()) / m_look.cell)));
    const int from = std::max(piece.from, firstSeen);
    const int to = std::min(piece.to, lastSeen);
    if (from >= to)
        return;
    const qreal x = topLeft.x() + (from - m_from) * m_look.cell;
    if (piece.ground.isValid())
        painter->fillRect(QRectF(x, topLeft.y(), (to - from) * m_look.cell, m_look.rowHeight), piece.ground);
    QFont font = piece.bold ? m_look.bold : m_look.font;
    if (piece.style.has(TextStyle::Italic) || piece.style.has(TextStyle::Underline) || piece.style.has(TextStyle::Strike)) {
        font.setItalic(piece.style.has(TextStyle::Italic));
        font.setUnderline(piece.style.has(TextStyle::Underline));
        font.setStrikeOut(piece.style.has(TextStyle::Strike));
    }
    painter->setFont(font);
    painter->setPen(piece.ink);
    painter->drawText(QPointF(x, topLeft.y() + m_look.baseline), QString::fromLatin1(m_line.text.sliced(from, to - from)));
}

namespace
{

/// Steps over a line's runs and matches, both ascending: a hostile line has tens of thousands of them.
class Looks
{
public:
    Looks(const LogLine &line, const ShownLine &shown, const std::vector<ShownMatch> &matches, int from)
        : m_line(line), m_shown(shown), m_matches(matches), m_runs(shown.isShort ? std::span<const StyleRun>() : line.runs)
    {
        const auto after = [this](int at, const StyleRun &run) { return at < offsetOf(run); };
        m_run = std::size_t(std::upper_bound(m_runs.begin(), m_runs.end(), from, after) - m_runs.begin());
    }
    /// Moves to `at`, which only grows, and tells how far the look is the same.
    int advance(int at, int to)
    {
        while (m_run < m_runs.size() && offsetOf(m_runs[m_run]) <= at)
            ++m_run;
        while (m_match < m_matches.size() && m_matches[m_match].offset + m_matches[m_match].size <= at)
            ++m_match;
        int next = to;
        const auto nearer = [&next, at](int candidate) {
            if (candidate > at)
                next = std::min(next, candidate);
        };
        if (m_run < m_runs.size())
            nearer(offsetOf(m_runs[m_run]));
        nearer(m_shown.word.offset);
        nearer(m_shown.word.offset + m_shown.word.length);
        if (m_match < m_matches.size()) {
            nearer(m_matches[m_match].offset);
            nearer(m_matches[m_match].offset + m_matches[m_match].size);
        }
        return next;
    }
    TextStyle style() const { return m_run == 0 ? TextStyle() : m_runs[m_run - 1].style; }
    bool inWord(int at) const { return m_shown.word.length > 0 && at >= m_shown.word.offset && at < m_shown.word.offset + m_shown.word.length; }
    const ShownMatch *match(int at) const { return m_match < m_matches.size() && m_matches[m_match].offset <= at ? &m_matches[m_match] : nullptr; }

private:
    int offsetOf(const StyleRun &run) const { return int(run.offset - m_line.textOffset); }

    const LogLine &m_line;
    const ShownLine &m_shown;
    const std::vector<ShownMatch> &m_matches;
    std::span<const StyleRun> m_runs;
    std::size_t m_run = 0; ///< the next one
    std::size_t m_match = 0;
};

} // namespace

std::vector<RowPiece> rowPieces(const LogPalette &palette, const Colors &colors, const LogLine &line, const ShownLine &shown,
                                const std::vector<ShownMatch> &matches, int from, int to)
{
    std::vector<RowPiece> pieces;
    Looks looks(line, shown, matches, from);
    for (int at = from; at < to;) {
        RowPiece piece;
        piece.from = at;
        piece.to = looks.advance(at, to);
        piece.style = looks.style();
        piece.ink = palette.foreground(piece.style);
        piece.ground = palette.background(piece.style);
        piece.bold = LogPalette::isBold(piece.style);
        if (looks.inWord(at) && piece.style.isPlain()) {
            piece.ink = palette.levelInk(shown.word.level);
            piece.bold = LogPalette::isLevelBold(shown.word.level);
        }
        if (const ShownMatch *match = looks.match(at)) {
            piece.ground = match->current ? colors.matchCurrent : colors.match;
            piece.ink = colors.text;
        }
        at = piece.to;
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

} // namespace longshore
