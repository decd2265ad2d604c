// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/vault/secretbuffer.h"

namespace longshore
{

/// What one guess at a passphrase costs (Argon2id). The defaults are libsodium's "moderate".
struct PassphraseCost {
    quint64 operations = 3;
    quint64 memory = 256ull << 20; ///< bytes

    bool operator==(const PassphraseCost &) const = default;
};

/// The default, with more operations on a machine that needs less than half a second for it. Takes about as long.
PassphraseCost measuredPassphraseCost();

QByteArray newPassphraseSalt();

/// The key that a passphrase stands for. Slow on purpose: not on a thread that must answer. BadInput for an empty
/// passphrase, or a salt or cost that nobody of ours wrote; Internal when there is not enough memory.
Result<SecretKey> keyFromPassphrase(const SecretBuffer &passphrase, const QByteArray &salt, const PassphraseCost &cost);

} // namespace longshore
