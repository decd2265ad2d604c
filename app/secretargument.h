// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QMap>
#include <QStringList>

namespace longshore
{

/// Reads `--secret KEY=@FILE` and `--secret KEY=fd:N`; a final newline is not part of the value. Errors name the key,
/// never the value: BadInput for the form, NotFound or PermissionDenied for the file.
Result<QMap<QString, QString>> readSecretArguments(const QStringList &arguments);

} // namespace longshore
