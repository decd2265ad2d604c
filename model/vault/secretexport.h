// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/vault/passphrase.h"
#include "model/vault/vaulttypes.h"

#include <vector>

namespace longshore
{

class Vault;

using SecretList = std::shared_ptr<const std::vector<NewSecret>>;

/// Every secret of an unlocked vault, with its value.
Result<SecretList> allSecrets(const Vault &vault);

/// A file with these secrets, names and origins too, sealed by a passphrase: the only way a secret leaves the vault for
/// the disk. Slow on purpose, see `keyFromPassphrase`.
Result<QByteArray> sealSecrets(const std::vector<NewSecret> &secrets, const SecretBuffer &passphrase, const PassphraseCost &cost = {});

/// What `sealSecrets` wrote. BadInput when it is no such file, was changed, or the passphrase is another one. As slow.
Result<SecretList> openSecrets(const QByteArray &file, const SecretBuffer &passphrase);

} // namespace longshore
