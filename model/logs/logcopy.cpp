// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logcopy.h"

namespace longshore
{

using namespace Qt::StringLiterals;

Result<QString> copyText(LogLines &lines, const LogRows &rows, const LogTextRange &range, const LogGutterText &gutter, qsizetype limit)
{
    QByteArray text;
    bool goesOn = true; // the row before, or there was none
    LogSource source = LogSource::Stdout;
    quint64 next = 0; // line behind the row before
    const quint64 end = std::min(range.lastRow + 1, rows.endRow());
    for (quint64 number = std::max(range.firstRow, rows.firstRow()); number < end; ++number) {
        const LogRow row = rows.at(number);
        const LogLine line = lines.line(row.line);
        if (!goesOn || (next && (line.source != source || row.line != next)))
            text += '\n';
        if (gutter)
            text += gutter(row, line).toUtf8();
        const qsizetype from = number == range.firstRow ? std::min(qsizetype(range.firstOffset), line.text.size()) : 0;
        const qsizetype to = number == range.lastRow ? std::min(qsizetype(range.lastOffset), line.text.size()) : line.text.size();
        text += line.text.sliced(from, std::max(to - from, qsizetype(0)));
        if (text.size() > limit)
            return fail(Error::make(Error::Kind::TooLarge, u"copy %1 rows"_s.arg(range.lastRow - range.firstRow + 1),
                                    u"they are more than %1 MiB of text"_s.arg(limit >> 20), u"Save the selection to a file instead."_s));
        goesOn = !gutter && line.flags & LineContinues;
        source = line.source;
        next = row.line + 1;
    }
    return QString::fromUtf8(text);
}

} // namespace longshore
