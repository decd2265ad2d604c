// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/component/secrets.h"
#include "model/vault/vaulttypes.h"

#include <vector>

namespace longshore
{

/// A job file whose secrets go to the vault: `text` is to be written once `secrets` are stored.
struct JobEncryption {
    QByteArray text;
    std::vector<NewSecret> secrets;
    QStringList paths;    ///< of `secrets`, in the file: `rows.0.configuration.parameters.#token`
    QStringList unsolved; ///< paths of ciphers of the platform for which no value was given
};

/// What `encryptJob` knows besides the job.
struct EncryptionContext {
    SecretLookup given;       ///< values from elsewhere
    QList<SecretInfo> known;  ///< in the vault: names that are taken, and the secret that a key has already
    QStringList paths;        ///< of more text in the file that is secret, whatever its key is called
};

/// Every `#` value of a job file (N1–N4, in its configuration, rows, states and image parameters) and every variable of
/// `extra.env` whose name looks secret becomes a secret, and `{"$secret": id}` in the text, of which nothing else changes:
/// layout, key order and spelling stay. Ciphers of the platform, placeholders and `[hidden]` stay, too, but `given` may
/// have a value for them, or another one for a reference that is there already. A new value for a key that has a secret
/// becomes that secret's. Error::BadInput for text that is no JSON object or has a key twice. Pure but for the ids.
Result<JobEncryption> encryptJob(const QByteArray &text, const EncryptionContext &context = {});

/// The same job with `{"$secret": ""}` in each such place: its secrets are asked for at each start.
Result<QByteArray> askAtStart(const QByteArray &text, const EncryptionContext &context = {});

/// A name for a secret that none of `taken` is: "Split comments: parameters.#token".
QString freeSecretName(const QString &jobName, const QString &keyPath, const QStringList &taken);

} // namespace longshore
