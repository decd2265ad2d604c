// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/logs/logrows.h"
#include "model/logs/logstore.h"

#include <functional>

namespace longshore
{

/// Characters that are selected: from a byte of the first row's text to before one of the last row's. Offsets behind
/// the text mean its end.
struct LogTextRange {
    quint64 firstRow = 0;
    quint32 firstOffset = 0;
    quint64 lastRow = 0; ///< the last itself
    quint32 lastOffset = UINT32_MAX;
};

/// What stands before a row's text, with the space between them.
using LogGutterText = std::function<QString(const LogRow &row, const LogLine &line)>;

inline constexpr qsizetype mostCopied = qsizetype(64) << 20; ///< bytes

/// The text for the clipboard, as the rows show it, '\n' between them. Without a gutter a line that was cut into rows is
/// whole again. TooLarge beyond `limit` bytes.
Result<QString> copyText(LogLines &lines, const LogRows &rows, const LogTextRange &range, const LogGutterText &gutter = {},
                         qsizetype limit = mostCopied);

} // namespace longshore
