// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/asynctask.h"
#include "model/run/tarextractor.h"

namespace longshore
{

/// Whether this process may read all that a component left in a bound folder, save what its owner shut on purpose: it is
/// root, or everything is its own. Blocks: on a worker's thread.
bool belongsToUs(const QString &folder);

/// Takes the outputs of an exited component out of the bound folder `folder` into the new folder `target`, by the rules and
/// errors of `extractTar`, through which they go: links and devices refused, quotas, odd names. What may not be read is
/// refused, and `Collected::denied` says so. A folder that is not there gives nothing, one that is a link is refused (A27).
/// Blocks: on a worker's thread.
Result<Collected> collectFolder(const QString &folder, const QString &target, const CollectLimits &limits, const CancelToken &token);

} // namespace longshore
