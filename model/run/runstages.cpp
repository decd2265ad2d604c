// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runstages.h"

#include "dockerclient/types/jsonread.h"
#include "model/run/capsulefiles.h"

#include <QFile>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace
{

constexpr qint64 mostRecordBytes = 1 << 20;
constexpr int mostPlannedStages = 100'000;

/// Of run.json, which is younger than the summary that a list shows.
int plannedStages(const QString &capsule)
{
    QFile file(capsule + u"/run.json"_s);
    const json run = file.open(QIODevice::ReadOnly) ? jsonread::parse(file.read(mostRecordBytes)).value_or(json()) : json();
    return qMin(mostPlannedStages, jsonread::smallInteger(run, "stageCount"));
}

StageSummary only(const RunSummary &run)
{
    StageSummary stage;
    stage.rowId = run.rowId;
    stage.componentId = run.jobName;
    stage.imageReference = run.imageReference;
    stage.verdict = run.verdict;
    stage.started = run.started;
    stage.durationMs = run.durationMs;
    stage.exitCode = run.containerExitCode;
    return stage;
}

} // namespace

QList<StageSummary> stagesOf(const RunSummary &run)
{
    QList<StageSummary> stages = storedStages(run.capsule);
    if (stages.isEmpty())
        return {only(run)};
    const int planned = plannedStages(run.capsule);
    for (int number = int(stages.size()); number < planned; ++number) {
        StageSummary stage;
        stage.number = number;
        stages.append(stage);
    }
    return stages;
}

} // namespace longshore
