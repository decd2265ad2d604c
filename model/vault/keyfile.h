// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/vault/secretbuffer.h"

namespace longshore
{

/// The key in a file that `makeKeyFile` wrote: 64 hexadecimal digits. PermissionDenied when others may read it or it is
/// another user's, NotFound, BadInput when it holds something else, StoreUnwritable on a network file system.
Result<SecretKey> readKeyFile(const QString &path);

/// Writes a new random key to a new file, mode 0600. Conflict when there is one already.
Result<SecretKey> makeKeyFile(const QString &path);

} // namespace longshore
