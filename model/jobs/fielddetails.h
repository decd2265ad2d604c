// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"
#include "model/jobs/fieldspec.h"

#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// Longest texts that a schema may bring along (A57).
constexpr qsizetype longestTitle = 500;
constexpr qsizetype longestText = 10000;

/// The parts of one schema node that do not depend on its kind; wrong types are ignored, monstrous texts cut (A57).
void readTexts(const nlohmann::ordered_json &schema, FieldSpec &field);
void readLimits(const nlohmann::ordered_json &schema, FieldSpec &field);

/// The choices of `enum` with `options.enum_titles`, or of a legacy static `enumSource`; empty when there are none or
/// they are no scalars. More than 2,000 choices are not listed: the field takes free text and validation still checks
/// it.
QList<FieldChoice> readChoices(const nlohmann::ordered_json &schema);

} // namespace longshore
