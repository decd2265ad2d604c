// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logline.h"
#include "model/logs/loglevels.h"

#include <QByteArray>
#include <QString>

namespace longshore
{

/// How lines are shown.
struct ShowOptions {
    int columns = 0;           ///< cells of a wrapped row; 0: lines are not wrapped
    bool shortMessages = true; ///< structured lines show their message only
    bool logfmt = false;       ///< lines of key=value pairs are structured too
    bool whole = false;        ///< opened by the user: nothing is cut, wrapped at `wholeColumns`
    int wholeColumns = 80;
};

/// What a view shows of one line, before any colour.
struct ShownLine {
    QByteArrayView text; ///< of the line, or of `own`
    QByteArray own;
    bool isShort = false; ///< `text` is a structured line's message, not a part of the line
    bool grid = true;     ///< one byte is one cell
    int columns = 0;      ///< it is wrapped at; 0 not at all
    int cells = 0;
    int rows = 1;
    qsizetype hidden = 0; ///< bytes cut for display
    int fields = 0;       ///< of a structured line
    LevelWord word;       ///< where `text` says its level

    ShownLine() = default;
    ShownLine(const ShownLine &) = delete; ///< `text` may look into `own`
    ShownLine &operator=(const ShownLine &) = delete;
    ShownLine(ShownLine &&other) noexcept { *this = std::move(other); }
    ShownLine &operator=(ShownLine &&other) noexcept;
    void take(const QByteArray &text);
};

namespace shown
{
inline constexpr qsizetype cutBytes = 4096;  ///< of a line that are shown before somebody opens it (A06)
inline constexpr qsizetype cutSlack = 256;   ///< lines that are only so much longer are not cut
inline constexpr int chipCells = 20;         ///< room for a chip at the end of a cut, wrapped line
} // namespace shown

ShownLine showLine(const LogLine &line, const ShowOptions &options);
/// `showLine(…).rows` without the rest; for counting millions.
int shownRows(const LogLine &line, const ShowOptions &options);
/// "× 61 updates", "… 1.2 kB more", "5 fields"; empty for most. `alike` rows were folded into this one.
QString chipText(const LogLine &line, const ShownLine &shown, quint64 alike);

} // namespace longshore
