// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/finding.h"

namespace longshore
{

/// What a folder given to `longshore check` is.
enum class FolderKind {
    Source, ///< of a component: a Dockerfile or `component_config`
    Data,   ///< a data folder: `config.json`, `in` or `out`
    Cases,  ///< functional cases: folders with `source/data`
    Unknown
};
FolderKind folderKind(const QString &folder);

/// Checks a folder by its kind; an unknown one is an error. Blocks; any thread.
Findings checkFolder(const QString &folder);

/// Checks a component's source: Dockerfile (Z3, Z4), `component_config` (JSON, schemas), scripts with CR LF or a byte
/// order mark, its data folder and cases.
Findings checkSource(const QString &folder);

} // namespace longshore
