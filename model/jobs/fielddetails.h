// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"
#include "model/jobs/fieldspec.h"

#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// The parts of one schema node that do not depend on its kind; wrong types are ignored, monstrous texts cut (A57).
void readTexts(const nlohmann::ordered_json &schema, FieldSpec &field);
void readOptions(const nlohmann::ordered_json &schema, const QString &parentPath, FieldSpec &field);
void readLimits(const nlohmann::ordered_json &schema, FieldSpec &field);

/// The choices of `enum` with `options.enum_titles`, or of a legacy static `enumSource`; empty when there are none or
/// they are no scalars. More than 2,000 choices are not listed: the field takes free text and validation still checks
/// it.
QList<FieldChoice> readChoices(const nlohmann::ordered_json &schema);

/// The member `key` of an object when it has it with a usable type, else a default.
QString textAt(const nlohmann::ordered_json &object, const char *key);
bool flagAt(const nlohmann::ordered_json &object, const char *key, bool fallback = false);
const nlohmann::ordered_json *nodeAt(const nlohmann::ordered_json &object, const char *key);

} // namespace longshore
