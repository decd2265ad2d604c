// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logfilter.h"

#include "model/logs/filterscan.h"
#include "model/logs/logscan.h"

namespace longshore
{

using namespace Qt::StringLiterals;

struct LogFilter::Batch {
    quint64 end = 0;
    FilterScan::Rows rows;
};

bool LogCriteria::isPassThrough() const
{
    LogCriteria plain;
    plain.firstLine = firstLine;
    plain.context = context; // of nothing
    return *this == plain;
}

namespace
{

Result<std::vector<LogMatcher>> compileAll(const QList<LogPattern> &patterns)
{
    std::vector<LogMatcher> matchers;
    for (const LogPattern &pattern : patterns) {
        auto compiled = LogMatcher::compile(pattern);
        if (!compiled)
            return fail(compiled.error());
        matchers.push_back(*std::move(compiled));
    }
    return matchers;
}

} // namespace

LogFilter::LogFilter(std::shared_ptr<const LogStore> store, QObject *parent) : QObject(parent), m_store(std::move(store))
{
    setCriteria({});
}

LogFilter::~LogFilter()
{
    m_token.cancel();
}

void LogFilter::setCriteria(const LogCriteria &criteria)
{
    LogCriteria wanted = criteria;
    const auto isEmpty = [](const LogPattern &pattern) { return pattern.isEmpty(); };
    wanted.include.removeIf(isEmpty);
    wanted.exclude.removeIf(isEmpty);
    wanted.context = std::clamp(wanted.context, 0, LogCriteria::mostContext);
    auto included = compileAll(wanted.include);
    auto excluded = compileAll(wanted.exclude);
    if (!included || !excluded) {
        m_problem = included ? excluded.error() : included.error();
        Q_EMIT changed();
        return;
    }
    m_token.cancel();
    m_token = CancelToken();
    m_busy = false;
    m_problem.reset();
    m_costly = m_firstCostly = 0;
    m_criteria = wanted;
    m_included = *std::move(included);
    m_excluded = *std::move(excluded);
    const bool identity = wanted.isPassThrough();
    m_scan = identity ? nullptr : std::make_shared<FilterScan>(m_store, wanted, m_included, m_excluded);
    m_rows.reset(identity, wanted.context > 0);
    m_start = m_scanned = m_target = std::max(m_store->firstLine(), wanted.firstLine);
    Q_EMIT reset();
    advance();
}

void LogFilter::advance()
{
    const quint64 first = std::max(m_store->firstLine(), m_criteria.firstLine);
    const quint64 end = m_store->endLine();
    const quint64 rowsBefore = m_rows.count();
    if (m_rows.isIdentity()) {
        m_scanned = m_target = end;
        if (m_rows.firstRow() == first && m_rows.endRow() == end)
            return;
        m_rows.setLines(first, end);
        Q_EMIT changed();
        return;
    }
    m_rows.dropBefore(first);
    if (m_rows.count() != rowsBefore)
        Q_EMIT changed();
    if (end > m_target) {
        m_target = end;
        dispatch();
    }
}

void LogFilter::dispatch()
{
    if (m_busy || !isRunning())
        return;
    m_busy = true;
    const quint64 end = batchEnd(*m_store, m_scanned, m_target);
    const auto work = [scan = m_scan, token = m_token, first = m_scanned, end] { return Batch{end, scan->scan(first, end, token)}; };
    runAsync(this, work, [this](Batch batch) { take(std::move(batch)); }, m_token);
}

void LogFilter::take(Batch batch)
{
    m_busy = false;
    m_scanned = batch.end;
    if (batch.rows.alike)
        m_rows.extendLast(batch.rows.alikeFrom, batch.rows.alike, batch.rows.alikeContext);
    m_rows.append(batch.rows.base, batch.rows.offsets);
    for (const FilterScan::Fold &fold : batch.rows.folds)
        m_rows.fold(fold.line, fold.more);
    m_rows.dropBefore(std::max(m_store->firstLine(), m_criteria.firstLine));
    if (batch.rows.costly) {
        if (m_costly == 0)
            m_firstCostly = batch.rows.firstCostly;
        m_costly += batch.rows.costly;
        m_problem = costlyPattern(u"filter the log"_s, m_costly, m_firstCostly);
    }
    dispatch();
    Q_EMIT changed();
    if (!isRunning())
        Q_EMIT finished();
}

bool LogFilter::toggleRun(quint64 line)
{
    if (!m_rows.unfold(line) && !m_rows.foldAgain(line))
        return false;
    Q_EMIT reset();
    Q_EMIT changed();
    return true;
}

double LogFilter::progress() const
{
    return isRunning() ? double(m_scanned - m_start) / double(m_target - m_start) : 1;
}

} // namespace longshore
