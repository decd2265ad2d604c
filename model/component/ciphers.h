// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <QStringList>
#include <functional>

namespace longshore
{

/// Whether a value was encrypted by the platform (§13.1, with the endings of its clouds and the legacy prefixes). Only
/// the platform can decrypt it.
bool isPlatformCipher(const QString &value);
/// Whether a value is nothing but one placeholder, `{{ name }}` (N3).
bool isPlaceholder(const QString &value);

/// Turns the value at a dotted path into another one, or says why not.
using SecretTransform = std::function<Result<QString>(const QString &path, const QString &value)>;

/// `json` with every scalar or null under a key that starts with `#` encrypted (N1–N4): cast to text as PHP does;
/// ciphers, own ones as told by `isOwnCipher`, and placeholders stay. Pure but for `encrypt`.
Result<QByteArray> encryptMarked(const QByteArray &json, const SecretTransform &encrypt,
                                 const std::function<bool(const QString &)> &isOwnCipher = {});

/// `json` with every value under a `#` key decrypted (N5). Empty text and placeholders stay, and with `plainAllowed`
/// (§13.6 a) text that is no cipher. Error::BadInput names the key: of a platform cipher, of plain text when that is not
/// allowed ("is not an encrypted value"), of what `decrypt` refuses.
Result<QByteArray> decryptMarked(const QByteArray &json, const SecretTransform &decrypt,
                                 const std::function<bool(const QString &)> &isOwnCipher, bool plainAllowed);

/// The dotted path of each platform cipher under a `#` key: what needs a local value (`--secret KEY=…`).
QStringList platformCiphers(const QByteArray &json);

} // namespace longshore
