// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/finding.h"

namespace longshore
{

struct TablesOptions {
    bool output = false; ///< `out`: what the platform would load; else `in`
    bool yaml = false;   ///< manifests are YAML: not looked into (F8)
};

/// Checks `in/tables` or `out/tables`: entries, manifests, slices, headers, the CSV dialect (F6–F11, F18–F23, O1).
/// `shown` is the folder's path as findings name it. Blocks; any thread.
void checkTables(const QString &folder, const QString &shown, const TablesOptions &options, Findings &findings);

/// Checks `in/files` or `out/files` (F16, F17, F25, O16).
void checkFiles(const QString &folder, const QString &shown, const TablesOptions &options, Findings &findings);

} // namespace longshore
