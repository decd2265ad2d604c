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
        for (const RowPiece &piece : *pieces) {
            const int start = utf16Of(piece.from);
            formats.append({start, utf16Of(piece.to) - start, formatOf(piece)});
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

/// The next place behind `at` where something about the look changes.
struct Boundaries {
    const LogLine &line;
    const ShownLine &shown;
    const std::vector<ShownMatch> &matches;

    static void nearer(int *next, int at, int candidate)
    {
        if (candidate > at)
            *next = std::min(*next, candidate);
    }
    int after(int at, int to) const
    {
        int next = to;
        if (!shown.isShort)
            for (const StyleRun &run : line.runs)
                nearer(&next, at, int(run.offset - line.textOffset));
        nearer(&next, at, shown.word.offset);
        nearer(&next, at, shown.word.offset + shown.word.length);
        for (const ShownMatch &match : matches) {
            nearer(&next, at, match.offset);
            nearer(&next, at, match.offset + match.size);
        }
        return next;
    }
};

TextStyle styleAt(const LogLine &line, const ShownLine &shown, int at)
{
    TextStyle style;
    if (shown.isShort)
        return style;
    for (const StyleRun &run : line.runs) {
        if (int(run.offset - line.textOffset) > at)
            break;
        style = run.style;
    }
    return style;
}

} // namespace

std::vector<RowPiece> rowPieces(const LogPalette &palette, const Colors &colors, const LogLine &line, const ShownLine &shown,
                                const std::vector<ShownMatch> &matches, int from, int to)
{
    std::vector<RowPiece> pieces;
    const Boundaries boundaries{line, shown, matches};
    for (int at = from; at < to;) {
        RowPiece piece;
        piece.from = at;
        piece.to = boundaries.after(at, to);
        piece.style = styleAt(line, shown, at);
        piece.ink = palette.foreground(piece.style);
        piece.ground = palette.background(piece.style);
        piece.bold = LogPalette::isBold(piece.style);
        const bool inWord = shown.word.length > 0 && at >= shown.word.offset && at < shown.word.offset + shown.word.length;
        if (inWord && piece.style.isPlain()) {
            piece.ink = palette.levelInk(shown.word.level);
            piece.bold = LogPalette::isLevelBold(shown.word.level);
        }
        for (const ShownMatch &match : matches) {
            if (at >= match.offset && at < match.offset + match.size) {
                piece.ground = match.current ? colors.matchCurrent : colors.match;
                piece.ink = colors.text;
            }
        }
        at = piece.to;
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

} // namespace longshore
