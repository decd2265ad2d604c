// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/stageconfig.h"

namespace longshore
{

/// Fills in what the stage's container is made with: limits (X4, X5), timeout (X6), network (X8), mounts and ports of
/// `extra`, user (F2), environment (§3) and labels (X3). After its configuration: the secrets must be known, so that
/// one in the environment is named. Error::BadInput.
Result<void> equipContainer(const StageContext &context, StageSpec *stage);

} // namespace longshore
