// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/verdictmark.h"

#include "model/run/runsmodel.h"

namespace longshore
{

Mark markOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Success: return Mark::Success;
    case Verdict::UserError:
    case Verdict::ApplicationError:
    case Verdict::EngineFailure: return Mark::Error;
    case Verdict::OutOfMemory: return Mark::OutOfMemory;
    case Verdict::TimedOut: return Mark::TimedOut;
    case Verdict::Cancelled: return Mark::Cancelled;
    }
    return Mark::Note;
}

Mark markOf(const RunSummary &run)
{
    if (run.verdict)
        return markOf(*run.verdict);
    if (run.state == RunState::Interrupted)
        return Mark::Warning;
    return run.state == RunState::Queued ? Mark::Waiting : Mark::Running;
}

QString wordOf(const RunSummary &run)
{
    QString word = run.verdict ? toWords(*run.verdict) : RunsModel::stateWords(run.state);
    if (!word.isEmpty())
        word[0] = word[0].toUpper();
    return word;
}

} // namespace longshore
