// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/json/json.h"
#include "model/run/missingsecret.h"
#include "model/run/runrequest.h"

#include <QByteArray>
#include <memory>
#include <optional>

namespace longshore
{

class Vault;
struct SecretReference;

/// Where the secrets of a run come from: what the run was given (`--secret`, the form) before what the vault has.
class RunSecrets
{
public:
    /// `vault` may be null. With `missing`, keys without a value are listed there, and resolved to an empty text, instead
    /// of being refused. All outlive this.
    RunSecrets(const RunRequest &request, const Vault *vault, const JobRow &row, QList<MissingSecret> *missing = nullptr);

    /// `json`, which lies at `place` of the job or of the row, with its secrets in the clear, see `resolveSecrets`.
    /// Error::BadInput names each key without a value, and says why the vault has none.
    Result<QByteArray> resolve(const QByteArray &json, const QString &place = QStringLiteral("configuration"));
    /// Every value that was filled in so far: the log must not show them, whatever their keys are called.
    const QList<QByteArray> &values() const { return m_values; }

private:
    std::optional<QString> value(const SecretReference &reference, const QString &place);
    std::optional<QString> fromVault(const SecretReference &reference, const QString &place);
    QString keyPath(const SecretReference &reference, const QString &place) const;

    const RunRequest &m_request;
    const Vault *m_vault;
    QString m_rowId;
    std::shared_ptr<const Json> m_row; ///< what the row itself says; the rest is the configuration's
    QList<MissingSecret> *m_missing;
    QList<QByteArray> m_values;
    QString m_refusal; ///< why the vault did not have the one that was looked for last
    QString m_advice;
};

} // namespace longshore
