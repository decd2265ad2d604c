// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/vault/vaulttypes.h"

#include <QList>

namespace SQLite
{
class Database;
}

namespace longshore
{

class Store;

/// A row of the table `secret`.
struct SealedSecret {
    SecretInfo info;
    QByteArray sealed; ///< under the master key, bound to `info`

    bool operator==(const SealedSecret &) const = default;
};

/// The table `secret` of index.db: ciphertext only.
namespace SecretTable
{
/// By name. Blocks on a short read; any thread.
Result<QList<SealedSecret>> read(const Store &store);
/// The same within a transaction; throws.
QList<SealedSecret> read(SQLite::Database &database);

// Within a transaction of the store's writer. `keyId` is that of the master key that sealed: all throw when the vault has
// another one by now, so that nothing is stored which that cannot open.
void put(SQLite::Database &database, const SealedSecret &secret, const QString &keyId);
void remove(SQLite::Database &database, const SecretId &id);
} // namespace SecretTable

} // namespace longshore
