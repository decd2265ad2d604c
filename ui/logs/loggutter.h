// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/logs/loglook.h"

#include <QString>

class QPainter;

namespace longshore
{

/// What stands beside the line number.
enum class GutterMode {
    Number,    ///< nothing
    Elapsed,   ///< seconds since the log's first line
    LocalTime, ///< time of day here
    UtcTime,
    Delta      ///< seconds since the line above
};

/// What the gutter says about one row.
struct GutterRow {
    QString number; ///< empty on the further rows of a wrapped line
    QString time;
    bool isStderr = false;
    bool isCurrent = false;
    bool isMarked = false; ///< has a bookmark
};

/// The left column: stderr bar and letter, line number, time; on the alternate ground, with a hairline at its right.
class LogGutter
{
public:
    /// Widths for these line numbers.
    void fit(const LogLook &look, GutterMode mode, quint64 lastNumber);
    int width() const { return m_width; }
    void paintGround(QPainter *painter, const LogLook &look, int height) const;
    void paintRow(QPainter *painter, const LogLook &look, const GutterRow &row, int top) const;

    /// "12.894", "10:04:14.894", "+0.015"; empty when there is no time. Times are nanoseconds since 1970 UTC, 0 unknown;
    /// `reference` is the time that is counted from.
    static QString timeText(GutterMode mode, qint64 time, qint64 reference);

private:
    int m_width = 0;
    int m_numberRight = 0;
    int m_timeRight = 0;
};

} // namespace longshore
