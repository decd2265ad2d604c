// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/stageextras.h"

#include "model/run/jsonfile.h"
#include "model/run/redactor.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using nlohmann::json;
using nlohmann::ordered_json;

static ordered_json textOrNull(const std::optional<QString> &text)
{
    return text ? ordered_json(text->toStdString()) : ordered_json();
}

static QList<RunArtifact> artifactsOf(const json &stage, const char *key)
{
    QList<RunArtifact> list;
    const json artifacts = stage.value("artifacts", json());
    const auto found = artifacts.is_object() ? artifacts.find(key) : artifacts.end();
    if (found == artifacts.end() || !found->is_array())
        return list;
    for (const json &item : *found) {
        if (item.is_object())
            list.append({jsonfile::number(item, "storageFileId", 0), jsonfile::text(item, "name"), jsonfile::number(item, "bytes", 0)});
    }
    return list;
}

ordered_json toJson(const QList<RunArtifact> &artifacts)
{
    ordered_json list = ordered_json::array();
    for (const RunArtifact &artifact : artifacts)
        list.push_back({{"storageFileId", artifact.fileId}, {"name", artifact.name.toStdString()}, {"bytes", artifact.bytes}});
    return list;
}

StageExtras StageExtras::redacted(const Redactor &redactor) const
{
    StageExtras clean;
    clean.downloaded = downloaded;
    clean.uploaded = uploaded;
    for (const UsageMetric &metric : usage)
        clean.usage.append({redactor.redact(metric.metric), redactor.redact(metric.value)});
    for (auto variable = outputVariables.begin(); variable != outputVariables.end(); ++variable)
        clean.outputVariables.insert(redactor.redact(variable.key()),
                                     variable.value() ? std::optional(redactor.redact(*variable.value())) : std::nullopt);
    return clean;
}

void StageExtras::addTo(ordered_json *stage) const
{
    for (const UsageMetric &metric : usage)
        (*stage)["usage"].push_back({{"metric", metric.metric.toStdString()}, {"value", metric.value.toStdString()}});
    for (auto variable = outputVariables.begin(); variable != outputVariables.end(); ++variable)
        (*stage)["outputVariables"][variable.key().toStdString()] = textOrNull(variable.value());
    if (!downloaded.isEmpty() || !uploaded.isEmpty())
        (*stage)["artifacts"] = {{"uploaded", toJson(uploaded)}, {"downloaded", toJson(downloaded)}};
}

StageExtras StageExtras::fromJson(const json &stage)
{
    StageExtras extras;
    if (!stage.is_object())
        return extras;
    if (const auto metrics = stage.find("usage"); metrics != stage.end() && metrics->is_array()) {
        for (const json &item : *metrics) {
            if (item.is_object())
                extras.usage.append({jsonfile::text(item, "metric"), jsonfile::text(item, "value")});
        }
    }
    if (const auto variables = stage.find("outputVariables"); variables != stage.end() && variables->is_object()) {
        for (const auto &[name, value] : variables->items())
            extras.outputVariables.insert(QString::fromStdString(name), value.is_string() ? std::optional(QString::fromStdString(value.get<std::string>())) : std::nullopt);
    }
    extras.downloaded = artifactsOf(stage, "downloaded");
    extras.uploaded = artifactsOf(stage, "uploaded");
    return extras;
}

} // namespace longshore
