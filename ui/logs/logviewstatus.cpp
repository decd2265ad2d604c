// SPDX-License-Identifier: GPL-3.0-or-later
// What a log view says beside its rows: what is new, what lies where, why there is nothing.
#include "ui/logs/logview.h"

#include "model/format.h"
#include "ui/logs/logoverview.h"
#include "ui/logs/logpill.h"
#include "ui/theme/metrics.h"

#include <QAccessible>

namespace longshore
{

quint64 LogView::unseen() const
{
    if (m_following || m_rows.isNull() || m_layout.isEmpty() || m_rows.storedEnd() == m_rows.firstRow())
        return 0;
    const quint64 row = m_filter->rows().rowOfLine(m_seenLine);
    return m_rows.at(row).line >= m_seenLine ? m_rows.storedEnd() - row : 0;
}

/// Those that a filter hides do not count; beyond some hundreds nothing is said of them then.
quint64 LogView::unseenErrors() const
{
    constexpr quint64 mostLookedAt = 500;
    if (m_filter->rows().isIdentity()) {
        const quint64 errors = m_document->store()->counts().errors;
        return errors - std::min(errors, m_seenErrors);
    }
    const LogRows &errors = m_errors->rows();
    const quint64 first = errors.isEmpty() ? 0 : errors.rowOfLine(m_seenLine);
    if (errors.isEmpty() || errors.endRow() - first > mostLookedAt)
        return 0;
    quint64 count = 0;
    for (quint64 row = first; row < errors.endRow(); ++row) {
        const quint64 line = errors.at(row).line;
        count += line >= m_seenLine && m_rows.shows(line) ? 1 : 0;
    }
    return count;
}

void LogView::updatePill()
{
    const quint64 lines = unseen();
    m_pill->setVisible(lines > 0);
    if (lines == 0)
        return;
    m_pill->setCounts(lines, unseenErrors());
    m_pill->move(viewport()->width() - m_pill->width() - metrics::paneInset, viewport()->height() - m_pill->height() - metrics::paneInset);
}

std::vector<quint8> LogView::overviewMarks(int parts) const
{
    std::vector<quint8> marks(std::size_t(parts), 0);
    if (m_rows.isNull() || m_rows.storedEnd() == m_rows.firstRow())
        return marks;
    const LogRows &rows = m_filter->rows();
    const LogRows &errors = m_errors->rows();
    const auto lineAt = [&](int part) {
        const quint64 row = rows.firstRow() + rows.count() * quint64(part) / quint64(parts);
        return row < rows.endRow() ? rows.at(row).line : m_document->store()->endLine();
    };
    const auto holdsError = [&errors](quint64 from, quint64 end) {
        if (errors.isIdentity() || errors.isEmpty())
            return false;
        const quint64 line = errors.at(errors.rowOfLine(from)).line;
        return line >= from && line < end;
    };
    quint64 from = lineAt(0);
    for (int part = 0; part < parts; ++part) {
        const quint64 end = lineAt(part + 1);
        quint8 &mark = marks[std::size_t(part)];
        // Where one line covers several pixels only the first of them is marked.
        if (end > from) {
            const auto match = m_search->isActive() ? m_search->next(from == 0 ? 0 : from - 1, false) : std::nullopt;
            const bool first = from == 0 && m_search->isActive() && m_search->indexOf(0).has_value();
            if (first || (match && *match >= from && *match < end))
                mark |= LogOverview::Match;
            if (holdsError(from, end))
                mark |= LogOverview::Error;
            if (m_match && *m_match >= from && *m_match < end)
                mark |= LogOverview::CurrentMatch;
        }
        from = end;
    }
    return marks;
}

/// Screen readers hear of new lines at most once a second.
void LogView::tellGrown()
{
    constexpr qint64 pause = 1000;
    if (!QAccessible::isActive() || !m_following || (m_sinceTold.isValid() && m_sinceTold.elapsed() < pause))
        return;
    m_sinceTold.start();
    const QString last = paintedText(std::max(0, int(m_layout.total()) - 1 - int(m_layout.visualOf(m_top))));
    QAccessibleTextInsertEvent event(this, 0, last);
    QAccessible::updateAccessibility(&event);
}

QStringList LogView::emptyTexts() const
{
    if (!m_document || !m_layout.isEmpty())
        return {};
    if (m_document->store()->endLine() > m_document->store()->firstLine()) {
        if (m_filter->isRunning())
            return {tr("Filtering…"), {}};
        if (m_filter->criteria().firstLine > 0)
            return {tr("Cleared"), tr("New lines appear here. Undo brings the old ones back.")};
        return {tr("No line passes the filter"), tr("All %1 lines are hidden by it.").arg(format::count(qint64(m_document->store()->endLine())))};
    }
    switch (m_document->state()) {
    case LogState::Connecting: return {tr("Connecting…"), tr("The log is being opened.")};
    case LogState::Waiting:
    case LogState::Streaming: return {tr("No output yet"), tr("What the component writes appears here at once.")};
    case LogState::Interrupted: return {tr("The connection broke"), tr("The log is being opened again.")};
    case LogState::Ended:
        if (m_document->isPart())
            return {tr("No output in this part of the log"), tr("The component wrote nothing then. Choose another part, or all output.")};
        return {tr("Ended without output"), tr("The component wrote nothing to stdout or stderr.")};
    case LogState::Unreadable:
        return {tr("This log cannot be read"),
                tr("The container's log driver keeps nothing that can be read. With the driver \"json-file\" or \"local\" its output appears here.\n\nThe engine said: %1")
                    .arg(m_document->error().reason())};
    case LogState::Failed: return {tr("The log could not be read"), m_document->error().sentence()};
    }
    return {};
}

} // namespace longshore
