// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/run/runrequest.h"

#include <QByteArray>
#include <optional>

namespace longshore
{

class Vault;
struct SecretReference;

/// Where the secrets of a run come from: what the run was given (`--secret`, the form) before what the vault has.
class RunSecrets
{
public:
    /// `vault` may be null. Both outlive this.
    RunSecrets(const RunRequest &request, const Vault *vault, const QString &rowId);

    /// `json` with its secrets in the clear, see `resolveSecrets`. Error::BadInput names each key without a value, and says
    /// why the vault has none.
    Result<QByteArray> resolve(const QByteArray &json) const;

private:
    std::optional<QString> fromVault(const SecretReference &reference, QStringList *refusals, QString *advice) const;

    const RunRequest &m_request;
    const Vault *m_vault;
    QString m_rowId;
};

} // namespace longshore
