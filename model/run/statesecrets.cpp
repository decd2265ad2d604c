// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/statesecrets.h"

#include "model/component/ciphers.h"
#include "model/run/runstate.h"
#include "model/vault/sealing.h"
#include "model/vault/vault.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// Before what the vault sealed. Nothing that the platform or a component writes is read as sealed without also opening.
constexpr QLatin1String mark("longshore:sealed:");

QStringList contextOf(const QString &configurationId, const QString &rowId, const QString &path)
{
    return {u"state"_s, configurationId, rowId, path};
}

Result<QByteArray> openState(const Vault *vault, const QString &configurationId, const QString &rowId, const QByteArray &state)
{
    const auto isSealed = [](const QString &text) { return text.startsWith(mark) || isPlatformCipher(text); };
    const auto open = [&](const QString &path, const QString &text) -> Result<QString> {
        if (!text.startsWith(mark))
            return text; // the component's own business
        const QString asked = u"read the secret %1 of the saved state"_s.arg(path);
        if (!vault)
            return fail(Error::make(Error::Kind::BadInput, asked, u"there is no vault"_s));
        const auto clear = vault->unsealText(text.mid(mark.size()).toLatin1(), contextOf(configurationId, rowId, path));
        if (!clear)
            return fail(Error::make(Error::Kind::BadInput, asked, clear.error().happened, clear.error().advice));
        if (!*clear)
            return fail(Error::make(Error::Kind::BadInput, asked, u"it was sealed by another key, or changed"_s));
        return QString::fromUtf8((*clear)->view());
    };
    return decryptMarked(state, open, isSealed, true);
}

} // namespace

Result<SealedState> sealState(const Vault *vault, const QString &configurationId, const QString &rowId, const QByteArray &state)
{
    if (!vault || !vault->isUnlocked()) {
        auto stripped = withoutSecrets(state);
        if (!stripped)
            return fail(stripped.error());
        return SealedState{stripped->state, stripped->stripped, vault ? u"the vault is locked"_s : u"there is no vault"_s};
    }
    const auto sealValue = [&](const QString &path, const QString &text) -> Result<QString> {
        const QStringList context = contextOf(configurationId, rowId, path);
        if (text.startsWith(mark)) { // of a run that went on while the vault was locked
            const auto before = vault->unsealText(text.mid(mark.size()).toLatin1(), context);
            if (before && *before)
                return text;
        }
        const auto sealed = vault->sealText(text.toUtf8(), context);
        if (!sealed)
            return fail(sealed.error());
        return mark + QString::fromLatin1(*sealed);
    };
    auto sealed = encryptMarked(state.trimmed().isEmpty() ? QByteArray("{}") : state, sealValue);
    if (!sealed)
        return fail(sealed.error());
    return SealedState{*sealed, {}, {}};
}

Result<QMap<QString, QByteArray>> openStates(const Vault *vault, const QString &configurationId, const QMap<QString, QByteArray> &states)
{
    QMap<QString, QByteArray> open;
    for (auto state = states.begin(); state != states.end(); ++state) {
        auto clear = openState(vault, configurationId, state.key(), state.value());
        if (!clear)
            return fail(clear.error());
        open.insert(state.key(), *clear);
    }
    return open;
}

void resealStates(SQLite::Database &database, const SecretBuffer &before, const SecretBuffer &after)
{
    SQLite::Statement query(database, "SELECT configuration_id, row_id, state FROM job_state");
    SQLite::Statement update(database, "UPDATE job_state SET state = ? WHERE configuration_id = ? AND row_id = ?");
    while (query.executeStep()) {
        const QString configuration = QString::fromStdString(query.getColumn(0).getString());
        const QString row = QString::fromStdString(query.getColumn(1).getString());
        const QByteArray state = QByteArray::fromStdString(query.getColumn(2).getString());
        if (!state.contains(mark.data()))
            continue;
        const auto reseal = [&](const QString &path, const QString &text) -> Result<QString> {
            const QStringList context = contextOf(configuration, row, path);
            const auto clear = text.startsWith(mark)
                ? unseal(before, QByteArray::fromBase64(text.mid(mark.size()).toLatin1()), context) : std::nullopt;
            return clear ? mark + QString::fromLatin1(seal(after, clear->view(), context).toBase64()) : text;
        };
        const auto resealed = encryptMarked(state, reseal);
        if (!resealed)
            throw SQLite::Exception(resealed.error().sentence().toStdString());
        update.bind(1, resealed->toStdString());
        update.bind(2, configuration.toStdString());
        update.bind(3, row.toStdString());
        update.exec();
        update.reset();
    }
}

} // namespace longshore
