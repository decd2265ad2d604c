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

/// Every `#` value of a job file (N1–N4, in its configuration, rows, states and image parameters) becomes a secret, and
/// `{"$secret": id}` in the text, of which nothing else changes: layout, key order and spelling stay. Ciphers of the
/// platform, placeholders and `[hidden]` stay, too, but `given` may have a value for them, or another one for a reference
/// that is there already. Error::BadInput for text that is no JSON object, has a key twice, or for a value that is not text.
/// `reserved` holds the names that are taken. Pure but for the ids.
Result<JobEncryption> encryptJob(const QByteArray &text, const SecretLookup &given, const QStringList &reserved);

/// Where the vault keeps the value of a key of a job (SecretInfo::keyPath), so that moving a row changes nothing.
QString secretKeyPath(const QString &rowId, const QString &pathInConfiguration);

} // namespace longshore
