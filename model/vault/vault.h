// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/vault/secrettable.h"
#include "model/vault/vaultkey.h"

#include <functional>
#include <mutex>
#include <vector>

class QObject;

namespace longshore
{

/// The secrets of a store (reliability §4.3, ADR 0012): one random master key, in memory while the vault is unlocked,
/// seals each of them. Starts locked; `VaultOpener` finds the key. Reading and locking: any thread. Writing answers once,
/// later, on the context's thread, after the commit.
class Vault
{
public:
    explicit Vault(std::shared_ptr<Store> store);

    /// The key as index.db has it; nothing when there is no vault yet.
    Result<std::optional<VaultKey>> key() const;
    bool isUnlocked() const;
    /// `by` is the key that wrapped the master key. Errors as VaultKey::unwrap.
    Result<void> unlock(const VaultKey &key, const SecretBuffer &by);
    /// Forgets the master key; `why` is what who asks for a value is told.
    void lock(const Error &why);
    /// Unlocks a vault of this process only: nothing is stored, all is gone at the end.
    void openForSession();

    /// Makes the vault, its master key wrapped by `by`, and unlocks it. Conflict when there is one already.
    /// What was kept for this session only goes into it.
    void create(VaultKey key, const SecretKey &by, QObject *context, Callback<void> done);
    /// What else index.db has sealed by the master key, to be sealed by another one within the same transaction. Throws
    /// to leave everything as it was.
    using Resealing = std::function<void(SQLite::Database &, const SecretBuffer &before, const SecretBuffer &after)>;
    /// Gives the vault a new master key, wrapped by `by`, and seals every secret anew, in one transaction: whoever has an
    /// old copy of the wrapped key and what opened it reads nothing that is stored from now on. The vault must be unlocked.
    void rekey(VaultKey key, const SecretKey &by, const Resealing &others, QObject *context, Callback<void> done);

    /// By name; needs no key.
    Result<QList<SecretInfo>> list() const;
    /// By id or name. NotFound.
    Result<SecretInfo> find(const QString &idOrName) const;
    /// By id or name. NotFound; BadInput when what is stored was changed; why it is locked.
    Result<SecretBuffer> value(const QString &idOrName) const;
    /// Of the secret made for that key of that job; nothing when there is none, or when it cannot be read.
    std::optional<SecretBuffer> valueFor(const QString &jobId, const QString &keyPath) const;

    /// All or none; ids in the order given. An empty name gets the id; a name that is taken by another secret, or that
    /// looks like an id, is BadInput.
    void set(const std::vector<NewSecret> &secrets, QObject *context, Callback<QList<SecretInfo>> done);
    void rename(const QString &idOrName, const QString &name, QObject *context, Callback<SecretInfo> done);
    void remove(const QString &idOrName, QObject *context, Callback<SecretInfo> done); ///< needs no key

    /// For what is stored elsewhere in index.db: text sealed by the master key, as text. Errors: why it is locked.
    Result<QByteArray> sealText(const QByteArray &clear, const QStringList &context) const;
    /// Nothing when `sealed` is not the master key's and of this context.
    Result<std::optional<SecretBuffer>> unsealText(const QByteArray &sealed, const QStringList &context) const;

private:
    struct Open {
        SecretKey master;
        QString keyId; ///< empty = session only
    };
    Result<Open> open() const;
    void setOpen(const Open &open);
    Result<QList<SealedSecret>> rows() const;
    Result<SecretBuffer> unsealed(const SealedSecret &row) const;
    QList<SealedSecret> resealed(const SecretBuffer &master) const;
    void keep(const QList<SealedSecret> &rows, const Open &open, QObject *context, Callback<QList<SecretInfo>> done);

    std::shared_ptr<Store> m_store;
    mutable std::mutex m_mutex; ///< guards what follows
    Open m_open;
    Error m_locked;
    QList<SealedSecret> m_session; ///< of a vault of this process only
};

} // namespace longshore
