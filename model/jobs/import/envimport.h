// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/import/importresult.h"

namespace longshore
{

/// A job that sets the variables of a `.env` file; its component is still to be chosen. Lists the lines that set none.
/// Errors: those of readEnvFile. Blocks.
Result<ImportResult> importEnvFile(const QString &path);

} // namespace longshore
