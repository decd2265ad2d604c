// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace longshore
{

class Vault;
struct RunRequest;

/// A key of a job for which a run has no value.
struct MissingSecret {
    QString keyPath;   ///< as the vault names it (SecretInfo::keyPath): `rows.1.configuration.parameters.#token`
    QString reference; ///< the id or name in the job; empty = asked for at each start, or a cipher of the platform
    QString why;       ///< "the vault is locked"; empty = nobody has a value for it

    bool operator==(const MissingSecret &) const = default;
    /// What `RunRequest::secrets` calls it.
    QString given() const { return reference.isEmpty() ? keyPath : reference; }
};

/// Every key that `request` needs and neither it nor the vault has a value for, in the order of the job, each once. A
/// request that cannot be run for another reason gives those found before it. `vault` may be null. Reads index.db; any thread.
QList<MissingSecret> missingSecrets(const RunRequest &request, const Vault *vault);

} // namespace longshore
