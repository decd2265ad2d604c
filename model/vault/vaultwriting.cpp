// SPDX-License-Identifier: GPL-3.0-or-later
// What of Vault changes secrets.
#include "model/store/store.h"
#include "model/vault/sealing.h"
#include "model/vault/secretcontext.h"
#include "model/vault/vault.h"

#include <QObject>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

template<class T>
void answer(QObject *context, const Callback<T> &done, const Error &error)
{
    QMetaObject::invokeMethod(context, [done, error] { done(fail(error)); }, Qt::QueuedConnection);
}

Error badName(const QString &name, const QString &why)
{
    return Error::make(Error::Kind::BadInput, u"store the secret %1"_s.arg(name), why, u"Choose another name."_s);
}

/// What will be told about a secret: what is told about the one it takes the place of, with what is new.
Result<SecretInfo> infoFor(const NewSecret &secret, const QList<SealedSecret> &rows)
{
    SecretInfo info;
    info.created = info.changed = QDateTime::currentDateTimeUtc();
    const SealedSecret *before = secretNamed(rows, secret.id.isEmpty() ? secret.name : secret.id.value);
    if (before) {
        info = before->info;
        info.changed = QDateTime::currentDateTimeUtc();
    } else {
        info.id = secret.id.isEmpty() ? SecretId::make() : secret.id;
    }
    if (!secret.name.isEmpty())
        info.name = secret.name;
    if (info.name.isEmpty())
        info.name = info.id.value;
    if (!secret.jobId.isEmpty()) {
        info.jobId = secret.jobId;
        info.keyPath = secret.keyPath;
    }
    if (const QString objection = objectionToName(info.name); !objection.isEmpty())
        return fail(badName(info.name, objection));
    if (SecretId::isId(info.name) && info.name != info.id.value)
        return fail(badName(info.name, u"it would be taken for the id of a secret"_s));
    const SealedSecret *other = secretNamed(rows, info.name);
    if (other && other->info.id != info.id)
        return fail(badName(info.name, u"another secret has this name"_s));
    return info;
}

} // namespace

/// Of a vault of this process only, the list in memory is the store.
void Vault::keep(const QList<SealedSecret> &rows, const Open &open, QObject *context, Callback<QList<SecretInfo>> done)
{
    QList<SecretInfo> infos;
    for (const SealedSecret &row : rows)
        infos.append(row.info);
    if (!open.keyId.isEmpty()) {
        const auto write = [rows, keyId = open.keyId](SQLite::Database &database) {
            for (const SealedSecret &row : rows)
                SecretTable::put(database, row, keyId);
        };
        m_store->write(write, context, [infos, done = std::move(done)](const Result<void> &written) {
            done(written ? Result<QList<SecretInfo>>(infos) : fail(written.error()));
        });
        return;
    }
    const std::lock_guard guard(m_mutex);
    for (const SealedSecret &row : rows) {
        m_session.removeIf([&](const SealedSecret &other) { return other.info.id == row.info.id; });
        m_session.append(row);
    }
    QMetaObject::invokeMethod(context, [infos, done = std::move(done)] { done(infos); }, Qt::QueuedConnection);
}

void Vault::create(VaultKey key, const SecretKey &by, QObject *context, Callback<void> done)
{
    const auto master = std::make_shared<SecretBuffer>(SecretBuffer::random(secretKeyBytes));
    key.id = SecretId::make().value;
    key.wrap(*master, *by);
    const QList<SealedSecret> session = resealed(*master);
    const auto write = [key, session](SQLite::Database &database) {
        addVaultKey(database, key);
        for (const SealedSecret &row : session)
            SecretTable::put(database, row, key.id);
    };
    m_store->write(write, context, [this, key, master, done = std::move(done)](const Result<void> &written) {
        if (written)
            setOpen({master, key.id});
        done(written);
    });
}

/// The secrets of this session, as another master key seals them.
QList<SealedSecret> Vault::resealed(const SecretBuffer &master) const
{
    const std::lock_guard guard(m_mutex);
    QList<SealedSecret> rows;
    for (SealedSecret row : m_session) {
        const auto clear = m_open.master ? unseal(*m_open.master, row.sealed, contextOf(row.info)) : std::nullopt;
        if (!clear)
            continue;
        row.sealed = seal(master, clear->view(), contextOf(row.info));
        rows.append(row);
    }
    return rows;
}

void Vault::rekey(VaultKey key, const SecretKey &by, const Resealing &others, QObject *context, Callback<void> done)
{
    const auto opened = open();
    if (!opened)
        return answer(context, done, opened.error());
    const auto master = std::make_shared<SecretBuffer>(SecretBuffer::random(secretKeyBytes));
    key.id = SecretId::make().value;
    key.wrap(*master, *by);
    // What is stored is read within the transaction: nothing that another program writes meanwhile keeps the old key.
    const auto write = [key, opened = *opened, master, others](SQLite::Database &database) {
        replaceVaultKey(database, key, opened.keyId);
        for (SealedSecret row : SecretTable::read(database)) {
            const auto clear = unseal(*opened.master, row.sealed, contextOf(row.info));
            if (!clear)
                continue; // damaged before, and still
            row.sealed = seal(*master, clear->view(), contextOf(row.info));
            SecretTable::put(database, row, key.id);
        }
        if (others)
            others(database, *opened.master, *master);
    };
    m_store->write(write, context, [this, master, id = key.id, done = std::move(done)](const Result<void> &written) {
        if (written)
            setOpen({master, id});
        done(written);
    });
}

void Vault::set(const std::vector<NewSecret> &secrets, QObject *context, Callback<QList<SecretInfo>> done)
{
    const auto opened = open();
    auto known = rows();
    if (!opened || !known)
        return answer(context, done, opened ? known.error() : opened.error());
    QList<SealedSecret> sealed;
    for (const NewSecret &secret : secrets) {
        const auto info = infoFor(secret, *known);
        if (!info)
            return answer(context, done, info.error());
        sealed.append({*info, seal(*opened->master, secret.value.view(), contextOf(*info))});
        known->append(sealed.last()); // two of one name in one go
    }
    keep(sealed, *opened, context, std::move(done));
}

void Vault::rename(const QString &idOrName, const QString &name, QObject *context, Callback<SecretInfo> done)
{
    auto clear = value(idOrName); // it is bound to its name
    if (!clear)
        return answer(context, done, clear.error());
    std::vector<NewSecret> renamed(1);
    const auto info = find(idOrName);
    if (!info)
        return answer(context, done, info.error());
    renamed[0].id = info->id;
    renamed[0].name = name;
    renamed[0].value = std::move(*clear);
    set(renamed, context, [done = std::move(done)](const Result<QList<SecretInfo>> &stored) {
        done(stored ? Result<SecretInfo>(stored->first()) : fail(stored.error()));
    });
}

void Vault::remove(const QString &idOrName, QObject *context, Callback<SecretInfo> done)
{
    const auto info = find(idOrName);
    if (!info)
        return answer(context, done, info.error());
    {
        const std::lock_guard guard(m_mutex);
        m_session.removeIf([&](const SealedSecret &row) { return row.info.id == info->id; });
    }
    m_store->write([id = info->id](SQLite::Database &database) { SecretTable::remove(database, id); }, context,
                   [info = *info, done = std::move(done)](const Result<void> &written) {
                       done(written ? Result<SecretInfo>(info) : fail(written.error()));
                   });
}

} // namespace longshore
