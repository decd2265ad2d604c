// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/buildrequest.h"

#include <optional>

namespace longshore
{

/// What may be built in a folder, itself and one level below: relative paths, some dozens at most. Blocks on lists of files.
QStringList dockerfilesIn(const QString &folder);

/// What to offer for a folder: what was built there last (`before`), else what its files say.
BuildRequest offeredBuild(const QString &folder, const std::optional<BuildRequest> &before);

/// `next` with what a person typed since `filled` was filled in; the folder is that of `next`.
BuildRequest withTyped(BuildRequest next, const BuildRequest &filled, const BuildRequest &typed);

} // namespace longshore
