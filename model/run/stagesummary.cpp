// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/stagesummary.h"

#include "model/run/jsonfile.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using namespace jsonfile;
using nlohmann::json;
using nlohmann::ordered_json;

QString StageSummary::shortName() const
{
    const QString name = componentId.section(u'.', -1);
    const QString shorter = name.startsWith(u"processor-"_s) ? name.mid(10) : name;
    return shorter.isEmpty() ? componentId : shorter;
}

ordered_json StageSummary::toJson() const
{
    ordered_json object = {
        {"stage", number},
        {"row", orNull(rowId)},
        {"priority", priority},
        {"main", isMain},
        {"component", componentId.toStdString()},
        {"image", {{"id", digestOrNull(imageId)}, {"digest", orNull(imageDigest)}, {"reference", imageReference.toStdString()}}},
        {"container", {{"id", orNull(container.value)}, {"name", orNull(containerName)}}},
        {"verdict", verdict ? ordered_json(toKey(*verdict).toStdString()) : ordered_json()},
        {"exitCode", exitCode ? ordered_json(*exitCode) : ordered_json()},
        {"message", message.toStdString()},
        {"started", orNull(started)},
        {"finished", orNull(finished)},
        {"durationMs", durationMs < 0 ? ordered_json() : ordered_json(durationMs)},
        {"memoryLimit", memoryLimit},
        {"peakMemory", peakMemory > 0 ? ordered_json(peakMemory) : ordered_json()},
        {"log", {{"first", firstSeq}, {"end", endSeq < 0 ? ordered_json() : ordered_json(endSeq)}}},
        {"input", orNull(input)},
        {"output", orNull(output)},
    };
    extras.addTo(&object);
    return object;
}

StageSummary StageSummary::fromJson(const json &object)
{
    StageSummary stage;
    if (!object.is_object())
        return stage;
    const json none = json::object();
    const auto part = [&](const char *key) -> const json & {
        const auto found = object.find(key);
        return found != object.end() && found->is_object() ? *found : none;
    };
    stage.number = int(jsonfile::number(object, "stage", 0));
    stage.rowId = text(object, "row");
    stage.priority = int(jsonfile::number(object, "priority", 0));
    stage.isMain = flag(object, "main", true);
    stage.componentId = text(object, "component");
    stage.imageReference = text(part("image"), "reference");
    stage.imageId = ImageId::fromEngine(text(part("image"), "id"));
    stage.imageDigest = text(part("image"), "digest");
    stage.container.value = text(part("container"), "id");
    stage.containerName = text(part("container"), "name");
    stage.verdict = verdictFromKey(text(object, "verdict"));
    if (const auto code = object.find("exitCode"); code != object.end() && code->is_number_integer())
        stage.exitCode = code->get<int>();
    stage.message = text(object, "message");
    stage.started = time(object, "started");
    stage.finished = time(object, "finished");
    stage.durationMs = jsonfile::number(object, "durationMs", -1);
    stage.memoryLimit = jsonfile::number(object, "memoryLimit", 0);
    stage.peakMemory = qMax<qint64>(0, jsonfile::number(object, "peakMemory", 0));
    stage.firstSeq = jsonfile::number(part("log"), "first", 0);
    stage.endSeq = jsonfile::number(part("log"), "end", -1);
    stage.input = text(object, "input");
    stage.output = text(object, "output");
    stage.extras = StageExtras::fromJson(object);
    return stage;
}

} // namespace longshore
