// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vault/vaultopener.h"

#include "model/asynctask.h"
#include "model/run/statesecrets.h"
#include "model/vault/keyfile.h"

#include <QFileInfo>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QString askedToUnlock()
{
    return u"unlock the vault"_s;
}

QString otherWays()
{
    return u"Give --passphrase-fd N or --key-file FILE."_s;
}

} // namespace

VaultOpener::VaultOpener(Vault &vault, Keychain &keychain, QObject *parent, CostMeasure measure)
    : QObject(parent), m_vault(vault), m_keychain(keychain), m_measure(std::move(measure))
{
}

void VaultOpener::open(const KeyOffer &offer)
{
    m_offer = offer;
    const auto key = m_vault.key();
    if (!key)
        return end(fail(key.error()));
    if (!*key)
        return end(fail(Error::make(Error::Kind::NotFound, askedToUnlock(), u"there is no vault yet"_s, u"Make one with: longshore secret set NAME"_s)));
    unlock(**key);
}

void VaultOpener::openOrMake(const KeyOffer &offer)
{
    m_offer = offer;
    const auto key = m_vault.key();
    if (!key)
        return end(fail(key.error()));
    if (*key)
        return unlock(**key);
    makeLock([this](const VaultKey &made, const SecretKey &by) {
        m_vault.create(made, by, this, [this](const Result<void> &written) { end(written); });
    });
}

void VaultOpener::lockBy(const KeyOffer &offer)
{
    m_offer = offer;
    const auto before = m_vault.key();
    if (!before || !*before)
        return before ? openOrMake(offer) : end(fail(before.error()));
    makeLock([this, before = **before](const VaultKey &made, const SecretKey &by) {
        m_vault.rekey(made, by, resealStates, this, [this, before](const Result<void> &written) {
            if (!written || before.place != KeyPlace::Keychain)
                return end(written);
            // An item that stays behind opens nothing any more.
            m_keychain.remove(before.file, this, [this](const Result<void> &) { end({}); });
        });
    });
}

void VaultOpener::unlock(const VaultKey &key)
{
    switch (key.place) {
    case KeyPlace::Keychain:
        return m_keychain.read(key.file, this, [this, key](const Result<SecretKey> &by) { tryKey(key, by); });
    case KeyPlace::KeyFile:
        return tryKey(key, readKeyFile(m_offer.keyFile.isEmpty() ? key.file : m_offer.keyFile));
    case KeyPlace::Passphrase:
        if (!m_offer.passphrase)
            return end(fail(Error::make(Error::Kind::BadInput, askedToUnlock(), u"it is locked by a passphrase"_s, u"Give it with --passphrase-fd N."_s)));
        return derive(key, [this, key](const SecretKey &by) { tryKey(key, by); });
    }
}

void VaultOpener::derive(const VaultKey &key, std::function<void(const SecretKey &)> next)
{
    runAsync(this, [passphrase = m_offer.passphrase, key] { return keyFromPassphrase(*passphrase, key.salt, key.cost); },
             [this, next = std::move(next)](const Result<SecretKey> &by) {
                 if (!by)
                     return end(fail(by.error()));
                 next(*by);
             });
}

void VaultOpener::tryKey(const VaultKey &key, const Result<SecretKey> &by)
{
    end(by ? m_vault.unlock(key, **by) : fail(by.error()));
}

void VaultOpener::makeLock(std::function<void(const VaultKey &, const SecretKey &)> next)
{
    VaultKey key;
    if (m_offer.passphrase) {
        key.place = KeyPlace::Passphrase;
        key.salt = newPassphraseSalt();
        return runAsync(this, m_measure, [this, key, next = std::move(next)](const PassphraseCost &cost) mutable {
            key.cost = cost;
            derive(key, [key, next = std::move(next)](const SecretKey &by) { next(key, by); });
        });
    }
    if (m_offer.keyFile.isEmpty())
        return makeKeychainLock(next);
    key.place = KeyPlace::KeyFile;
    key.file = m_offer.keyFile;
    const auto by = QFileInfo::exists(key.file) ? readKeyFile(key.file) : makeKeyFile(key.file);
    if (!by)
        return end(fail(by.error()));
    next(key, *by);
}

void VaultOpener::makeKeychainLock(const std::function<void(const VaultKey &, const SecretKey &)> &next)
{
    VaultKey key;
    key.file = u"vault "_s + SecretId::make().value; // the item's name: a store has its own
    const auto by = std::make_shared<SecretBuffer>(SecretBuffer::random(secretKeyBytes));
    m_keychain.write(key.file, by, this, [this, key, by, next](const Result<void> &written) {
        if (written)
            return next(key, by);
        Error error = written.error();
        error.advice = otherWays();
        end(fail(error));
    });
}

/// Queued: the answer never comes before the call returned.
void VaultOpener::end(const Result<void> &result)
{
    m_offer = {};
    if (!result && !m_vault.isUnlocked())
        m_vault.lock(result.error());
    QMetaObject::invokeMethod(this, [this, result] { Q_EMIT finished(result); }, Qt::QueuedConnection);
}

} // namespace longshore
