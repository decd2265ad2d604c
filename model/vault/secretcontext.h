// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/error.h"
#include "model/vault/secrettable.h"

#include <QStringList>

namespace longshore
{

/// What a stored value is bound to: all that is told about it, so that neither values nor names can be swapped.
QStringList contextOf(const SecretInfo &info);

/// By id or name; nullptr when there is none.
const SealedSecret *secretNamed(const QList<SealedSecret> &rows, const QString &idOrName);

Error noSuchSecret(const QString &idOrName);

/// Why a secret cannot have this name; empty when it can.
QString objectionToName(const QString &name);

} // namespace longshore
