// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/vault/secretbuffer.h"

#include <QMap>
#include <QStringList>

namespace longshore
{

/// The value at `source`, `@FILE` or `fd:N`, for the key of that name; see `readSecretArguments`. A terminal is asked for a
/// line, which it does not show.
Result<QString> readSecret(const QString &key, const QString &source);

/// A passphrase from there; BadInput when it is empty.
Result<SecretKey> readPassphrase(const QString &source);

/// Reads `--secret KEY=@FILE` and `--secret KEY=fd:N`; a final newline is not part of the value. Errors name the key,
/// never the value: BadInput for the form and for what is not UTF-8, NotFound or PermissionDenied for the file.
Result<QMap<QString, QString>> readSecretArguments(const QStringList &arguments);

} // namespace longshore
