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

StageExtras StageExtras::redacted(const Redactor &redactor) const
{
    StageExtras clean;
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
    return extras;
}

} // namespace longshore
