// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/fieldspec.h"

#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// Whether the conditions of the field at `path` and of everything above it hold in `document` (U3). A value that is
/// not set counts as its schema default, an unset boolean as false. Paths the form does not know are visible.
bool conditionsHold(const FieldSpec &root, const nlohmann::ordered_json &document, const QString &path);

} // namespace longshore
