// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vault/vault.h"

#include "model/store/store.h"
#include "model/vault/sealing.h"
#include "model/vault/secretcontext.h"

#include <QObject>

namespace longshore
{

using namespace Qt::StringLiterals;

Vault::Vault(std::shared_ptr<Store> store)
    : m_store(std::move(store)), m_locked(Error::make(Error::Kind::BadInput, u"read a secret"_s, u"the vault is locked"_s,
                                                      u"Unlock it, or give the value with --secret KEY=@FILE."_s))
{
}

Result<std::optional<VaultKey>> Vault::key() const
{
    return readVaultKey(*m_store);
}

bool Vault::isUnlocked() const
{
    const std::lock_guard guard(m_mutex);
    return m_open.master != nullptr;
}

Result<Vault::Open> Vault::open() const
{
    const std::lock_guard guard(m_mutex);
    if (!m_open.master)
        return fail(m_locked);
    return m_open;
}

void Vault::setOpen(const Open &open)
{
    const std::lock_guard guard(m_mutex);
    m_open = open;
    if (!open.keyId.isEmpty())
        m_session.clear();
}

Result<void> Vault::unlock(const VaultKey &key, const SecretBuffer &by)
{
    const auto master = key.unwrap(by);
    if (!master)
        return fail(master.error());
    setOpen({*master, key.id});
    return {};
}

void Vault::lock(const Error &why)
{
    const std::lock_guard guard(m_mutex);
    m_open = {};
    m_session.clear();
    m_locked = why;
}

void Vault::openForSession()
{
    setOpen({std::make_shared<SecretBuffer>(SecretBuffer::random(secretKeyBytes)), {}});
}

Result<QList<SealedSecret>> Vault::rows() const
{
    {
        const std::lock_guard guard(m_mutex);
        if (m_open.master && m_open.keyId.isEmpty())
            return m_session;
    }
    return SecretTable::read(*m_store);
}

Result<QList<SecretInfo>> Vault::list() const
{
    const auto stored = rows();
    if (!stored)
        return fail(stored.error());
    QList<SecretInfo> infos;
    for (const SealedSecret &row : *stored)
        infos.append(row.info);
    return infos;
}

Result<SecretInfo> Vault::find(const QString &idOrName) const
{
    const auto stored = rows();
    if (!stored)
        return fail(stored.error());
    const SealedSecret *row = secretNamed(*stored, idOrName);
    return row ? Result<SecretInfo>(row->info) : fail(noSuchSecret(idOrName));
}

Result<SecretBuffer> Vault::value(const QString &idOrName) const
{
    const auto stored = rows();
    if (!stored)
        return fail(stored.error());
    const SealedSecret *row = secretNamed(*stored, idOrName);
    return row ? unsealed(*row) : fail(noSuchSecret(idOrName));
}

std::optional<SecretBuffer> Vault::valueFor(const QString &jobId, const QString &keyPath) const
{
    const auto stored = rows();
    if (!stored || jobId.isEmpty())
        return std::nullopt;
    for (const SealedSecret &row : *stored) {
        if (row.info.jobId != jobId || row.info.keyPath != keyPath)
            continue;
        Result<SecretBuffer> clear = unsealed(row);
        return clear ? std::optional(std::move(*clear)) : std::nullopt;
    }
    return std::nullopt;
}

Result<SecretBuffer> Vault::unsealed(const SealedSecret &row) const
{
    const auto opened = open();
    if (!opened)
        return fail(opened.error());
    std::optional<SecretBuffer> clear = unseal(*opened->master, row.sealed, contextOf(row.info));
    if (clear)
        return std::move(*clear);
    const QString asked = u"read the secret %1"_s.arg(row.info.name);
    const auto now = key();
    if (!opened->keyId.isEmpty() && now && *now && (*now)->id != opened->keyId)
        return fail(Error::make(Error::Kind::Conflict, asked, u"another program gave the vault a new key meanwhile"_s, u"Unlock it again."_s));
    return fail(Error::make(Error::Kind::BadInput, asked, u"what is stored of it was changed or damaged"_s,
                            u"Set it again: longshore secret set."_s));
}

Result<QByteArray> Vault::sealText(const QByteArray &clear, const QStringList &context) const
{
    const auto opened = open();
    if (!opened)
        return fail(opened.error());
    return seal(*opened->master, clear, context).toBase64();
}

Result<std::optional<SecretBuffer>> Vault::unsealText(const QByteArray &sealed, const QStringList &context) const
{
    const auto opened = open();
    if (!opened)
        return fail(opened.error());
    return unseal(*opened->master, QByteArray::fromBase64(sealed), context);
}

} // namespace longshore
