// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logfields.h"
#include "model/logs/logline.h"
#include "model/logs/logpattern.h"
#include "ui/logs/loglook.h"

#include <QList>

class QPainter;

namespace longshore
{

/// A field of structured lines that is shown before their messages.
struct LogColumn {
    QString path;  ///< as LogField::path
    int cells = 0; ///< as somebody set it; 0: as wide as what was seen

    bool operator==(const LogColumn &) const = default;
};

/// For settings: one word, empty for none. What makes no sense is left out.
QByteArray columnsToBytes(const QList<LogColumn> &columns);
QList<LogColumn> columnsFromBytes(const QByteArray &bytes);

/// The columns between the gutter and the text. Widths are of whole characters; those nobody set grow with what is seen,
/// up to `mostSeen`, and never shrink, so that lines do not dance. Lines are taken apart when they are painted.
class LogColumns
{
public:
    static constexpr int mostColumns = 32;
    static constexpr int between = 2; ///< cells behind each
    static constexpr int fewestCells = 3;
    static constexpr int mostCells = 500;
    static constexpr int mostSeen = 32;

    void set(const QList<LogColumn> &columns);
    const QList<LogColumn> &columns() const { return m_columns; }
    bool isEmpty() const { return m_columns.isEmpty(); }
    int cells(qsizetype column) const;
    /// The user's; 0 gives it back to what is seen.
    void setCells(qsizetype column, int cells);
    /// Pixels; of all columns when none is named.
    int width(const LogLook &look, qsizetype column) const;
    int width(const LogLook &look) const;

    /// The values of a line, one for each column; those it does not have are empty.
    QList<LogField> valuesOf(const LogLine &line) const;
    /// True when a column became wider by these.
    bool see(const QList<LogField> &values);
    void paint(QPainter *painter, const LogLook &look, QPoint topLeft, const QList<LogField> &values, const LogMatcher &matcher) const;

private:
    QList<LogColumn> m_columns;
    QList<int> m_seen; ///< cells of the widest value or name
};

} // namespace longshore
