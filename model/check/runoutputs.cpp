// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/runoutputs.h"

#include "model/run/capsulefiles.h"
#include "model/run/keptrequest.h"
#include "model/run/runtypes.h"

#include <QDir>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// What holds for all rows.
OutputRequest common(const RunResult &run)
{
    OutputRequest request;
    request.runId = run.summary.id.value;
    if (const auto kept = keptRequest(run.summary.capsule)) {
        request.component = kept->input.labelled ? *kept->input.labelled : kept->request.job.component();
        request.configurationId = kept->request.job.configurationId();
    } else {
        request.component.defaultBucket = true;
        request.configurationId = u"0"_s;
    }
    return request;
}

} // namespace

QList<RunRowOutput> runRowOutputs(const RunResult &run)
{
    const QString capsule = run.summary.capsule;
    const OutputRequest request = common(run);
    QList<StageSummary> stages = storedStages(capsule);
    if (stages.isEmpty()) {
        stages.append(StageSummary());
        stages.last().verdict = run.summary.verdict;
    }
    QList<RunRowOutput> rows;
    for (const StageSummary &stage : std::as_const(stages)) {
        if (rows.isEmpty() || rows.last().rowId != stage.rowId)
            rows.append({stage.rowId, request});
        OutputRequest &row = rows.last().request;
        row.rowId = stage.rowId;
        row.failedPass = row.failedPass || stage.verdict.value_or(Verdict::Success) != Verdict::Success;
        row.folder = stage.output.isEmpty() ? outputFolder(capsule) : QDir(capsule).absoluteFilePath(stage.output);
        if (stage.isMain)
            row.configuration = storedStageConfig(capsule, stage.number).value_or(QByteArray());
    }
    return rows;
}

} // namespace longshore
