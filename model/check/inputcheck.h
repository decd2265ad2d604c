// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/finding.h"

namespace longshore
{

/// Checks `in/tables` and `in/files` below the data folder `folder`, which people make by hand: entries and manifests
/// (F10, F11, F13, F16, O1), and what a load would say of the tables. What is wrong in `in` hurts the component, not a
/// load, so all are warnings. `format` is that of the manifests (F8). Paths start with `prefix`, the data folder's.
/// Blocks on the files; any thread.
void checkInputs(const QString &folder, const QString &prefix, const QString &format, Findings &findings);

} // namespace longshore
