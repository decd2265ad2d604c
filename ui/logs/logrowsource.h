// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logdocument.h"
#include "model/logs/logfilter.h"
#include "ui/logs/logshown.h"

namespace longshore
{

/// The rows of a view: what the filter left of a document's lines, and behind them its unfinished last lines. Finds a
/// row's line and what is shown of it. GUI thread.
class LogRowSource
{
public:
    LogRowSource() = default;
    /// Both must outlive it or the next call.
    void setDocument(const LogDocument *document, const LogFilter *filter);
    bool isNull() const { return !m_document; }
    /// Takes the document's unfinished lines as they are now; until then those of the last time stay.
    void refresh();

    quint64 firstRow() const { return m_filter ? m_filter->rows().firstRow() : 0; }
    /// One behind the last row, the unfinished lines counted.
    quint64 endRow() const { return storedEnd() + quint64(partialCount()); }
    /// One behind the last row that is a line of the store.
    quint64 storedEnd() const { return m_filter ? m_filter->rows().endRow() : 0; }
    /// What the row shows; an unfinished line has a number behind all others.
    LogRow at(quint64 row) const;
    /// The row of this line, else the next one behind it, else the last.
    quint64 rowOfLine(quint64 line) const;
    bool shows(quint64 line) const;
    /// Views hold until lines of many other chunks were asked for.
    LogLine line(quint64 row) const;
    ShownLine shown(quint64 row) const { return showLine(line(row), m_options); }

    const ShowOptions &options() const { return m_options; }
    void setOptions(const ShowOptions &options) { m_options = options; }
    /// Time of the first line that has one within the first thousand; 0 none. What "elapsed" counts from.
    qint64 startTime() const;

private:
    qsizetype partialCount() const;
    LogLine partial(qsizetype index) const;

    const LogDocument *m_document = nullptr;
    const LogFilter *m_filter = nullptr;
    QList<PartialLine> m_partials;
    mutable std::unique_ptr<LogLines> m_lines;
    ShowOptions m_options;
    mutable qint64 m_startTime = 0;
};

} // namespace longshore
