// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <QMap>
#include <QStringList>

namespace SQLite
{
class Database;
}

namespace longshore
{

class SecretBuffer;
class Vault;

/// A state as index.db keeps it (S4).
struct SealedState {
    QByteArray state;
    QStringList dropped; ///< dotted paths of the secrets that could not be kept
    QString why;         ///< they could not
};

/// `state` with the values under `#` keys sealed by the vault, each bound to its place; without a vault, or while it is
/// locked, they are left out. `vault` may be null.
Result<SealedState> sealState(const Vault *vault, const QString &configurationId, const QString &rowId, const QByteArray &state);

/// The states of a configuration, by row id, with their secrets in the clear. Error::BadInput when one has a secret and
/// the vault is locked, has another key, or what is stored was changed.
Result<QMap<QString, QByteArray>> openStates(const Vault *vault, const QString &configurationId, const QMap<QString, QByteArray> &states);

/// Seals what saved states have sealed by `before` with `after` instead, in the store's writer (Vault::rekey). Throws when
/// a state cannot be read.
void resealStates(SQLite::Database &database, const SecretBuffer &before, const SecretBuffer &after);

} // namespace longshore
