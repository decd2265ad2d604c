// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

/// Where the characters of a line stand on the grid of a fixed font. All lengths are cells; `columns` is how many of
/// them a wrapped row has, 0 for lines that are not wrapped. Pure, any thread, no font: so the scroll bar of a wrapped
/// log can be computed by a worker and is exact.
namespace longshore::cells
{

inline constexpr int tabWidth = 8;
inline constexpr int fewestColumns = 16;

/// A character and its place. Marks that combine with the one before have width 0.
struct Place {
    int offset = 0; ///< of its first byte
    int size = 0;   ///< bytes
    int cell = 0;
    int width = 1;
};

/// 0 for combining marks, 2 for wide (East Asian, emoji), else 1.
int widthOf(char32_t c);

/// Steps through valid UTF-8. A wide character that would be cut by the right edge begins the next row.
class Walk
{
public:
    explicit Walk(QByteArrayView text, int columns = 0) : m_text(text), m_columns(columns) {}
    bool next();
    const Place &place() const { return m_place; }
    /// The cell behind all characters so far.
    int end() const { return m_end; }

private:
    QByteArrayView m_text;
    int m_columns;
    int m_end = 0;
    Place m_place;
};

/// One byte is one cell: no tabs, nothing outside ASCII. `nonAscii` is the line's flag.
bool isGrid(QByteArrayView text, bool nonAscii);
/// Cells that the text takes.
int count(QByteArrayView text, bool grid, int columns = 0);
/// The character that covers `cell`: its offset; the text's size beyond its end.
int offsetOf(QByteArrayView text, bool grid, int cell, int columns = 0);
/// Rows of this many cells; at least one.
inline int rows(int cells, int columns)
{
    return columns <= 0 || cells <= columns ? 1 : (cells + columns - 1) / columns;
}
/// `offset` moved back to the beginning of a character and of the marks that belong to it.
int characterStart(QByteArrayView text, int offset);
/// The next character's offset.
int characterEnd(QByteArrayView text, int offset);

} // namespace longshore::cells
