// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logrowsource.h"

#include <algorithm>

namespace longshore
{

void LogRowSource::setDocument(const LogDocument *document, const LogFilter *filter)
{
    m_document = document;
    m_filter = filter;
    m_lines = document ? std::make_unique<LogLines>(document->store()) : nullptr;
    m_startTime = 0;
    refresh();
}

void LogRowSource::refresh()
{
    m_partials = m_document ? m_document->partials() : QList<PartialLine>();
}

/// A filter says nothing about lines that are not complete yet, so they are left out then.
qsizetype LogRowSource::partialCount() const
{
    return m_document && m_filter->rows().isIdentity() ? m_partials.size() : 0;
}

LogRow LogRowSource::at(quint64 row) const
{
    if (row < storedEnd())
        return m_filter->rows().at(row);
    LogRow partial;
    partial.line = m_document->store()->endLine() + (row - storedEnd());
    return partial;
}

quint64 LogRowSource::rowOfLine(quint64 line) const
{
    const quint64 beyond = line - std::min(line, m_document->store()->endLine());
    if (partialCount() > 0 && line >= m_document->store()->endLine())
        return std::min(storedEnd() + beyond, endRow() - 1);
    return m_filter->rows().rowOfLine(line);
}

bool LogRowSource::shows(quint64 line) const
{
    return m_filter->rows().shows(line);
}

LogLine LogRowSource::partial(qsizetype index) const
{
    LogLine line;
    if (index >= m_partials.size()) {
        line.flags = LineNote;
        return line;
    }
    const PartialLine &from = m_partials[index];
    line.text = from.text;
    line.runs = from.runs;
    line.time = from.time;
    line.source = from.source;
    const bool ascii = std::all_of(from.text.begin(), from.text.end(), [](char c) { return quint8(c) < 0x80; });
    line.flags = ascii ? 0 : LineNonAscii;
    return line;
}

LogLine LogRowSource::line(quint64 row) const
{
    return row < storedEnd() ? m_lines->line(m_filter->rows().at(row).line) : partial(qsizetype(row - storedEnd()));
}

qint64 LogRowSource::startTime() const
{
    constexpr quint64 lookedAt = 1000;
    const quint64 first = m_document->store()->firstLine();
    const quint64 end = std::min(m_document->store()->endLine(), first + lookedAt);
    for (quint64 line = first; m_startTime == 0 && line < end; ++line)
        m_startTime = m_lines->line(line).time;
    return m_startTime;
}

} // namespace longshore
