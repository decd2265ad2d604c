// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runrequest.h"
#include "model/run/runtypes.h"

#include <QHash>
#include <optional>

namespace longshore
{

/// What the runs of this session were asked to do, and which run is the newest: what "Run again" goes by. A value.
class RunMemory
{
public:
    void remember(const RunId &run, const RunRequest &request) { m_requests.insert(run, request); }
    /// A run that the store knows.
    void learn(const RunSummary &run);
    /// Null when it was asked for in another session.
    const RunRequest *requestOf(const RunId &run) const;
    /// Without id while none is known.
    const RunSummary &newest() const { return m_newest; }
    /// What runs the newest run's job once more without a question: what was asked for in this session, else its job file
    /// as it is now. Nothing when there is neither. Blocks on a small file.
    std::optional<RunRequest> newestAgain() const;

private:
    QHash<RunId, RunRequest> m_requests;
    RunSummary m_newest;
};

} // namespace longshore
