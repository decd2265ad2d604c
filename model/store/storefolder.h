// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QString>

namespace longshore
{

/// Makes a folder of the store, and the folders above it, with mode 0700. Errors: StoreUnwritable, Disk.
Result<void> makeStoreFolder(const QString &path, const QString &asked);

/// StoreUnwritable on a network file system: WAL needs shared memory, which none keeps coherent between hosts (F52).
Result<void> refuseNetworkFolder(const QString &path, const QString &asked);

} // namespace longshore
