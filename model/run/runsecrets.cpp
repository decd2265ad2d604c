// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runsecrets.h"

#include "model/component/ciphers.h"
#include "model/component/secrets.h"
#include "model/json/json.h"
#include "model/run/runplan.h"
#include "model/vault/vault.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// Of a key that the vault was not asked for by name; empty when the job wants to be asked.
QString whyAsked(const QByteArray &json, const SecretReference &reference)
{
    const auto parsed = scanJson(json, {});
    const Json *node = parsed ? findPath(*parsed, reference.path) : nullptr;
    return node && node->is_string() && isPlatformCipher(toQString(*node)) ? u"only the platform can decrypt its value"_s : QString();
}

} // namespace

RunSecrets::RunSecrets(const RunRequest &request, const Vault *vault, const JobRow &row, QList<MissingSecret> *missing)
    : m_request(request), m_vault(vault), m_rowId(row.id), m_missing(missing)
{
    if (auto own = scanJson(row.configuration, {}))
        m_row = std::make_shared<Json>(std::move(*own));
}

Result<QByteArray> RunSecrets::resolve(const QByteArray &json, const QString &place)
{
    if (json.trimmed().isEmpty())
        return json;
    QStringList refusals;
    QString advice;
    auto clear = resolveSecrets(json, [&](const SecretReference &reference) -> std::optional<QString> {
        auto found = value(reference, place);
        if (found) {
            if (!found->isEmpty())
                m_values.append(found->toUtf8());
            return found;
        }
        if (m_missing) {
            const MissingSecret one{keyPath(reference, place), reference.id, m_refusal.isEmpty() ? whyAsked(json, reference) : m_refusal};
            const auto same = [&one](const MissingSecret &other) { return other.given() == one.given(); };
            if (std::none_of(m_missing->begin(), m_missing->end(), same))
                m_missing->append(one);
            return QString();
        }
        if (!m_refusal.isEmpty()) {
            refusals.append(m_refusal);
            advice = m_advice;
        }
        return std::nullopt;
    });
    if (clear || refusals.isEmpty())
        return clear;
    Error error = clear.error();
    refusals.removeDuplicates();
    error.happened += u": "_s + refusals.join(u"; "_s);
    error.advice = advice;
    return fail(error);
}

std::optional<QString> RunSecrets::value(const SecretReference &reference, const QString &place)
{
    m_refusal.clear();
    // By what the job calls it, so that the same key of two rows may have two values.
    for (const QString &name : {keyPath(reference, place), reference.id}) {
        if (const auto given = m_request.secrets.constFind(name); given != m_request.secrets.constEnd())
            return *given;
    }
    const auto given = lookupIn(m_request.secrets)(reference);
    return given || !m_vault ? given : fromVault(reference, place);
}

/// As `encryptJob` names it: of the row where the row says it, else of the configuration that all rows share.
QString RunSecrets::keyPath(const SecretReference &reference, const QString &place) const
{
    const QString inside = place + u'.' + reference.path;
    const bool isOfRow = place == u"state"_s || (place == u"configuration"_s && m_row && findPath(*m_row, reference.path));
    return !m_rowId.isEmpty() && isOfRow ? joinPath(u"rows"_s, m_rowId) + u'.' + inside : inside;
}

/// A reference without an id is asked for at each start; a cipher of the platform may have a local value (§13.6 b).
std::optional<QString> RunSecrets::fromVault(const SecretReference &reference, const QString &place)
{
    if (!reference.id.isEmpty()) {
        const auto value = m_vault->value(reference.id);
        if (value)
            return QString::fromUtf8(value->view());
        m_refusal = value.error().happened;
        m_advice = value.error().advice;
        return std::nullopt;
    }
    const auto value = m_vault->valueFor(m_request.job.id(), keyPath(reference, place));
    return value ? std::optional(QString::fromUtf8(value->view())) : std::nullopt;
}

QList<MissingSecret> missingSecrets(const RunRequest &request, const Vault *vault)
{
    PlanInput input;
    input.missing = std::make_shared<QList<MissingSecret>>();
    input.vault = std::shared_ptr<const Vault>(vault, [](const Vault *) {}); // the caller's
    (void)makeRunPlan(request, input);
    return *input.missing;
}

} // namespace longshore
