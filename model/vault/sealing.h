// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/vault/secretbuffer.h"

#include <QStringList>
#include <optional>

namespace longshore
{

/// `clear` encrypted and authenticated with XChaCha20-Poly1305 under a random nonce (reliability §4.3). `context` says
/// what it is and where it belongs: it is bound to the ciphertext, so that one cannot be put in another's place. Padded
/// to multiples of 64 bytes, which hides the length of a short secret. Any thread.
QByteArray seal(const SecretBuffer &key, QByteArrayView clear, const QStringList &context);

/// Nothing when the key is another one, when `sealed` was changed, or when it was sealed in another context: which of
/// the three cannot be told.
std::optional<SecretBuffer> unseal(const SecretBuffer &key, QByteArrayView sealed, const QStringList &context);

} // namespace longshore
