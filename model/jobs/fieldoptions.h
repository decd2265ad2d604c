// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/fieldspec.h"

#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// `propertyOrder`, `readOnly`, `options.*` and the legacy `enumSource` with `watch` of one schema node (contract
/// §15.2, U6); wrong types are ignored. `parentPath` is where the keys of `dependencies` are looked up.
void readOptions(const nlohmann::ordered_json &schema, const QString &parentPath, FieldSpec &field);

/// The path within the parameters that a path of the dialect means: `root.a` and `parameters.a` are absolute, all
/// others are relative to `parentPath` (U3, U9).
QString pathInParameters(const QString &written, const QString &parentPath);

} // namespace longshore
