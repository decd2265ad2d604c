// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runsecrets.h"

#include "model/component/secrets.h"
#include "model/vault/jobsecrets.h"
#include "model/vault/vault.h"

namespace longshore
{

using namespace Qt::StringLiterals;

RunSecrets::RunSecrets(const RunRequest &request, const Vault *vault, const QString &rowId)
    : m_request(request), m_vault(vault), m_rowId(rowId)
{
}

Result<QByteArray> RunSecrets::resolve(const QByteArray &json) const
{
    if (json.trimmed().isEmpty())
        return json;
    const SecretLookup given = lookupIn(m_request.secrets);
    QStringList refusals;
    QString advice;
    auto clear = resolveSecrets(json, [&](const SecretReference &reference) {
        const auto value = given(reference);
        return value || !m_vault ? value : fromVault(reference, &refusals, &advice);
    });
    if (clear || refusals.isEmpty())
        return clear;
    Error error = clear.error();
    refusals.removeDuplicates();
    error.happened += u": "_s + refusals.join(u"; "_s);
    error.advice = advice;
    return fail(error);
}

/// A reference without an id is asked for at each start; a cipher of the platform may have a local value (§13.6 b).
std::optional<QString> RunSecrets::fromVault(const SecretReference &reference, QStringList *refusals, QString *advice) const
{
    if (!reference.id.isEmpty()) {
        const auto value = m_vault->value(reference.id);
        if (value)
            return QString::fromUtf8(value->view());
        refusals->append(value.error().happened);
        *advice = value.error().advice;
        return std::nullopt;
    }
    auto value = m_vault->valueFor(m_request.job.id(), secretKeyPath(m_rowId, reference.path));
    if (!value && !m_rowId.isEmpty()) // it came from the configuration
        value = m_vault->valueFor(m_request.job.id(), secretKeyPath({}, reference.path));
    return value ? std::optional(QString::fromUtf8(value->view())) : std::nullopt;
}

} // namespace longshore
