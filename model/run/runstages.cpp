// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runstages.h"

#include "dockerclient/types/jsonread.h"

#include <QFile>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace
{

constexpr qint64 mostRead = 1 << 20;
constexpr int mostStages = 100'000;

json readJson(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? jsonread::parse(file.read(mostRead)).value_or(json()) : json();
}

RunStage only(const RunSummary &run)
{
    RunStage stage;
    stage.rowId = run.rowId;
    stage.component = run.jobName;
    stage.image = run.imageReference;
    stage.verdict = run.verdict;
    stage.started = run.started;
    stage.durationMs = run.durationMs;
    stage.exitCode = run.containerExitCode;
    return stage;
}

} // namespace

QString RunStage::shortName() const
{
    const QString name = component.section(u'.', -1);
    const QString short_ = name.startsWith(u"processor-"_s) ? name.mid(10) : name;
    return short_.isEmpty() ? component : short_;
}

RunStage RunStage::fromJson(const json &object)
{
    const json &picture = jsonread::member(object, "image");
    RunStage stage;
    stage.stage = jsonread::smallInteger(object, "stage");
    stage.rowId = jsonread::text(object, "row");
    stage.priority = jsonread::smallInteger(object, "priority");
    stage.component = jsonread::text(object, "component");
    stage.image = jsonread::text(picture, "reference");
    stage.verdict = verdictFromKey(jsonread::text(object, "verdict"));
    stage.started = jsonread::time(object, "started");
    stage.durationMs = jsonread::integer(object, "durationMs", -1);
    if (jsonread::member(object, "exitCode").is_number_integer())
        stage.exitCode = jsonread::smallInteger(object, "exitCode");
    return stage;
}

QList<RunStage> stagesOf(const RunSummary &run)
{
    QList<RunStage> stages;
    for (int number = 0; number < mostStages; ++number) {
        const json object = readJson(run.capsule + u"/stages/%1/stage.json"_s.arg(number));
        if (!object.is_object())
            break;
        stages.append(RunStage::fromJson(object));
        stages.last().stage = number;
    }
    // Those that come later, or never did, are known by their number only.
    const int planned = stages.isEmpty() ? 0 : qMin(mostStages, jsonread::smallInteger(readJson(run.capsule + u"/run.json"_s), "stageCount"));
    for (int number = int(stages.size()); number < planned; ++number) {
        RunStage stage;
        stage.stage = number;
        stages.append(stage);
    }
    return stages.isEmpty() ? QList<RunStage>{only(run)} : stages;
}

} // namespace longshore
