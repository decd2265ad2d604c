// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logsearch.h"

#include "model/logs/logscan.h"

namespace longshore
{

using namespace Qt::StringLiterals;

/// What one worker found in one batch.
struct LogSearch::Found {
    quint64 first = 0;
    quint64 end = 0;
    std::vector<quint32> lines; ///< counted from `first`
    quint64 costly = 0;
    quint64 firstCostly = 0;
};

LogSearch::LogSearch(std::shared_ptr<const LogStore> store, QObject *parent) : QObject(parent), m_store(std::move(store)) {}

LogSearch::~LogSearch()
{
    m_token.cancel();
}

void LogSearch::clear()
{
    setPattern({});
}

void LogSearch::setPattern(const LogPattern &pattern)
{
    m_token.cancel();
    m_token = CancelToken();
    m_early.clear();
    m_nextSequence = m_nextTaken = 0;
    m_hits.clear();
    m_unlisted = m_costly = m_firstCostly = 0;
    m_problem.reset();
    m_matcher = LogMatcher();
    m_pattern = pattern;
    m_start = m_scanned = m_dispatched = m_target = m_store->firstLine();
    if (!pattern.isEmpty()) {
        if (auto compiled = LogMatcher::compile(pattern))
            m_matcher = *std::move(compiled);
        else
            m_problem = compiled.error();
    }
    Q_EMIT changed();
    advance();
}

void LogSearch::advance()
{
    forgetDropped();
    if (!isActive() || m_target == m_store->endLine())
        return;
    m_target = m_store->endLine();
    dispatch();
}

void LogSearch::forgetDropped()
{
    const quint64 before = m_hits.size();
    m_hits.dropBefore(m_store->firstLine());
    if (m_hits.size() != before)
        Q_EMIT changed();
}

void LogSearch::dispatch()
{
    // One more than there are workers waits, so that none idles while this thread paints.
    while (m_dispatched < m_target && m_nextSequence - m_nextTaken <= quint64(m_workers)) {
        const quint64 first = m_dispatched;
        const quint64 end = m_dispatched = batchEnd(*m_store, first, m_target);
        const auto work = [store = m_store, matcher = m_matcher, token = m_token, first, end] {
            Found found{first, end, {}, 0, 0};
            QByteArray buffer;
            LineHits hits;
            forChunks(*store, first, end, token, [&](quint32 chunk) {
                const ChunkView view = store->textOf(chunk, &buffer);
                if (!view.isValid())
                    return; // dropped meanwhile
                hits.lines.clear();
                const quint32 costlyBefore = hits.costly;
                scanChunk(view, first, end, matcher, token, &hits);
                if (costlyBefore == 0 && hits.costly)
                    found.firstCostly = view.firstLine() + hits.firstCostly;
                // Counted from `first`, which may lie within the chunk.
                for (const quint32 line : hits.lines)
                    found.lines.push_back(quint32(view.firstLine() + line - first));
            });
            found.costly = hits.costly;
            return found;
        };
        runAsync(this, work, [this, sequence = m_nextSequence++](Found found) { take(sequence, std::move(found)); }, m_token);
    }
}

void LogSearch::take(quint64 sequence, Found found)
{
    m_early.emplace(sequence, std::move(found));
    for (auto next = m_early.find(m_nextTaken); next != m_early.end(); next = m_early.find(m_nextTaken)) {
        append(next->second);
        m_early.erase(next);
        ++m_nextTaken;
    }
    dispatch();
    Q_EMIT changed();
    if (!isRunning())
        Q_EMIT finished();
}

void LogSearch::append(const Found &found)
{
    m_scanned = found.end;
    const std::size_t room = m_unlisted ? 0 : std::size_t(m_mostHits - std::min(m_mostHits, m_hits.size()));
    const std::size_t listed = std::min(room, found.lines.size());
    m_hits.append(found.first, std::span(found.lines).first(listed));
    m_unlisted += found.lines.size() - listed;
    if (!found.costly)
        return;
    if (m_costly == 0)
        m_firstCostly = found.firstCostly;
    m_costly += found.costly;
    m_problem = costlyPattern(u"look for “%1”"_s.arg(m_pattern.text.left(200)), m_costly, m_firstCostly);
}

double LogSearch::progress() const
{
    return isRunning() ? double(m_scanned - m_start) / double(m_target - m_start) : 1;
}

std::optional<quint64> LogSearch::next(quint64 line, bool backwards) const
{
    const quint64 at = m_hits.lowerBound(backwards ? line : line + 1);
    if (backwards)
        return at > m_hits.firstIndex() ? std::optional(m_hits.at(at - 1)) : std::nullopt;
    return at < m_hits.endIndex() ? std::optional(m_hits.at(at)) : std::nullopt;
}

std::optional<quint64> LogSearch::indexOf(quint64 line) const
{
    const quint64 at = m_hits.lowerBound(line);
    if (at == m_hits.endIndex() || m_hits.at(at) != line)
        return std::nullopt;
    return at - m_hits.firstIndex();
}

} // namespace longshore
