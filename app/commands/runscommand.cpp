// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/runscommand.h"

#include "model/format.h"
#include "model/run/runservice.h"
#include "model/store/store.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

void RunsCommand::storeOpened()
{
    const Result<QList<RunSummary>> runs = RunService::list(*store());
    if (!runs)
        return fail(runs.error());
    for (const RunSummary &run : *runs) {
        if (console().json()) {
            console().object(run.toJson());
            continue;
        }
        const QString verdict = run.verdict ? toWords(*run.verdict) : toString(run.state);
        const QString duration = run.durationMs < 0 ? u"–"_s : format::duration(run.durationMs);
        console().line(u"%1  %2  %3  %4  %5  %6"_s.arg(run.id.value, run.created.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s),
                                                      verdict.leftJustified(17), duration.rightJustified(8),
                                                      run.jobName.leftJustified(28), run.imageReference));
    }
    if (runs->isEmpty() && !console().json())
        console().note(tr("no runs yet in %1; longshore run JOB makes one").arg(store()->directory()));
    end(ExitCode::Success);
}

} // namespace longshore
