// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/import/importresult.h"

namespace longshore
{

/// Makes `folder` the job's data folder, used as it is, and takes over what its `config.json` (or `config.yml`) and
/// `in/state.json` hold. What cannot be read is listed. Blocks on small files.
void applyDataFolder(const QString &folder, ImportResult *into);

/// A job over a data folder (contract §1.1); its component is still to be chosen. Errors: NotFound, BadInput (no data
/// folder). Blocks.
Result<ImportResult> importDataFolder(const QString &folder);

/// A job over a component's source: built from its Dockerfile, described by `component_config`, fed from `data/` or
/// `component_config/sample-config`. Errors: NotFound, BadInput (no component's source). Blocks.
Result<ImportResult> importSourceFolder(const QString &folder);

} // namespace longshore
