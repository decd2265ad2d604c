// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runmemory.h"

namespace longshore
{

/// A ULID sorts by time. What a button of a form ran is no run of its job.
void RunMemory::learn(const RunSummary &run)
{
    const RunRequest *request = requestOf(run.id);
    const bool isAction = request && !request->action.isEmpty();
    if (!isAction && run.id.value >= m_newest.id.value)
        m_newest = run;
}

const RunRequest *RunMemory::requestOf(const RunId &run) const
{
    const auto known = m_requests.constFind(run);
    return known == m_requests.cend() ? nullptr : &*known;
}

std::optional<RunRequest> RunMemory::newestAgain() const
{
    if (const RunRequest *known = requestOf(m_newest.id))
        return *known;
    if (m_newest.jobFile.isEmpty())
        return std::nullopt;
    const Result<JobDocument> job = JobDocument::load(m_newest.jobFile);
    if (!job || !job->requireValid())
        return std::nullopt;
    RunRequest request;
    request.job = *job;
    request.rowId = m_newest.rowId;
    return request;
}

} // namespace longshore
