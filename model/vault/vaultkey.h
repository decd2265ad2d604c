// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/vault/passphrase.h"
#include "model/vault/vaulttypes.h"

#include <optional>

namespace SQLite
{
class Database;
}

namespace longshore
{

class Store;

/// The master key of a vault as index.db has it: wrapped by the key that its place gives. No secret.
struct VaultKey {
    QString id;                          ///< of the master key
    KeyPlace place = KeyPlace::Keychain;
    QString file;                        ///< absolute path of the key file, or name of the item in the keychain
    QByteArray salt;                     ///< place Passphrase
    PassphraseCost cost;                 ///< place Passphrase
    QByteArray wrapped;

    /// One line for people: where the key is.
    QString sentence() const;
    void wrap(const SecretBuffer &master, const SecretBuffer &by);
    /// BadInput when `by` is not the key that wrapped it, or index.db was changed.
    Result<SecretKey> unwrap(const SecretBuffer &by) const;

    bool operator==(const VaultKey &) const = default;
};

/// The vault's key in index.db; nothing when there is no vault yet. Blocks on a short read; any thread.
Result<std::optional<VaultKey>> readVaultKey(const Store &store);

/// Within a transaction of the store's writer: the first key; throws when there is one.
void addVaultKey(SQLite::Database &database, const VaultKey &key);
/// The same, for one that takes the place of the key with id `before`; throws when there is another by now.
void replaceVaultKey(SQLite::Database &database, const VaultKey &key, const QString &before);

} // namespace longshore
