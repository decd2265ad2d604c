// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/logs/loglook.h"
#include "ui/logs/logshown.h"

#include <QTextLayout>
#include <memory>
#include <vector>

class QPainter;

namespace longshore
{

/// A place where a search matched within what is shown of a line.
struct ShownMatch {
    int offset = 0;
    int size = 0;
    bool current = false;
};

/// What a stretch of a row looks like.
struct RowPiece {
    int from = 0; ///< bytes of the shown text
    int to = 0;
    QColor ink;
    QColor ground; ///< invalid: none
    bool bold = false;
    TextStyle style;
};

/// One visual row of a shown line: which bytes it holds and where each stands. Plain rows are placed on the grid of the
/// fixed font; rows with characters of other fonts or tabs by QTextLayout.
class RowShape
{
public:
    /// `line` must outlive the shape.
    RowShape(const LogLook &look, const ShownLine &line, int sub);

    int from() const { return m_from; }
    int to() const { return m_to; }
    /// The character before which the cursor would stand at `x` (from the row's left end).
    int offsetAt(qreal x) const;
    qreal xOf(int offset) const;
    /// Paints the pieces at the row's top left corner; of wide rows only what lies between `left` and `right`.
    void paint(QPainter *painter, QPointF topLeft, const std::vector<RowPiece> &pieces, qreal left, qreal right) const;

private:
    void layOut(const std::vector<RowPiece> *pieces) const;
    int utf16Of(int offset) const;
    QTextCharFormat formatOf(const RowPiece &piece) const;
    void paintGrid(QPainter *painter, QPointF topLeft, const RowPiece &piece, qreal left, qreal right) const;

    const LogLook &m_look;
    const ShownLine &m_line;
    int m_from = 0;
    int m_to = 0;
    mutable std::unique_ptr<QTextLayout> m_layout; ///< of rows that are no grid
};

/// The pieces of [from, to) of a line: escape colours, the level's word, matches.
std::vector<RowPiece> rowPieces(const LogPalette &palette, const Colors &colors, const LogLine &line, const ShownLine &shown,
                                const std::vector<ShownMatch> &matches, int from, int to);

} // namespace longshore
