// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/vault/keychain.h"
#include "model/vault/vault.h"

#include <QObject>

namespace longshore
{

/// What the user gave to unlock a vault with, or to lock a new one by.
struct KeyOffer {
    SecretKey passphrase; ///< null = none
    QString keyFile;      ///< absolute; empty = the one the vault names
};

/// Finds the key of a vault and unlocks it: in the keychain, by a passphrase, in a key file; or makes the vault, or moves
/// its key to another place. One at a time; nothing blocks, whatever the keychain does.
class VaultOpener : public QObject
{
    Q_OBJECT
public:
    using CostMeasure = std::function<PassphraseCost()>;
    /// Vault and keychain outlive this. `measure` gives the cost of a new passphrase, on a worker.
    VaultOpener(Vault &vault, Keychain &keychain, QObject *parent = nullptr, CostMeasure measure = measuredPassphraseCost);

    /// Unlocks the vault. Errors: NotFound when there is none, BadInput for a passphrase that is missing or wrong, those
    /// of Keychain and `readKeyFile`. The vault remembers why it stays locked.
    void open(const KeyOffer &offer);
    /// The same, but makes the vault when there is none: locked by the passphrase, else by the key file, else by a key in
    /// the keychain. Never without a lock: Unreachable when there is no keychain and nothing was given.
    void openOrMake(const KeyOffer &offer);
    /// Gives a vault that is open a new key (Vault::rekey), locked by what `offer` has, else by a key in the keychain;
    /// makes one where there is none.
    void lockBy(const KeyOffer &offer);

Q_SIGNALS:
    void finished(const longshore::Result<void> &result);

private:
    void unlock(const VaultKey &key);
    void derive(const VaultKey &key, std::function<void(const SecretKey &)> next);
    void tryKey(const VaultKey &key, const Result<SecretKey> &by);
    /// Chooses the place for a new lock, and goes on with it and what opens it.
    void makeLock(std::function<void(const VaultKey &, const SecretKey &)> next);
    void makeKeychainLock(const std::function<void(const VaultKey &, const SecretKey &)> &next);
    void end(const Result<void> &result);

    Vault &m_vault;
    Keychain &m_keychain;
    CostMeasure m_measure;
    KeyOffer m_offer;
};

} // namespace longshore
