// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/fieldspec.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace longshore
{

/// The conditions that an `if` schema of the object at `path` stands for, when it only asks for values of fields
/// (`const`, `enum`, nested `properties`, `not` of one); nullopt for anything else.
std::optional<QList<FieldCondition>> conditionsOf(const nlohmann::ordered_json &schema, const QString &path);

/// The opposite, for an `else`; nullopt when it is not one condition.
std::optional<QList<FieldCondition>> oppositeOf(const QList<FieldCondition> &conditions);

} // namespace longshore
