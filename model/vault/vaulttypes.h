// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/vault/secretbuffer.h"

#include <QDateTime>
#include <QString>

namespace longshore
{

/// What stands in a job file: `{"$secret": id}`. A random UUID, for ever the same.
struct SecretId {
    QString value;

    static SecretId make();
    /// Whether a text has the form of an id; no name has.
    static bool isId(const QString &text);
    bool isEmpty() const { return value.isEmpty(); }
    bool operator==(const SecretId &) const = default;
};

/// All about a stored secret but its value.
struct SecretInfo {
    SecretId id;
    QString name;    ///< for people; unique
    QString jobId;   ///< of the job it was made for; empty = none
    QString keyPath; ///< where in that job, e.g. `configuration.parameters.#token`, rows by id
    QDateTime created;
    QDateTime changed;

    bool operator==(const SecretInfo &) const = default;
};

/// A secret to be stored: a new one, or another value for one that is there.
struct NewSecret {
    SecretId id; ///< empty = that of the secret with this name, else a new one
    QString name;
    QString jobId;
    QString keyPath;
    SecretBuffer value; ///< UTF-8
};

/// Where the key of a vault is kept.
enum class KeyPlace { Keychain, Passphrase, KeyFile };

/// `keychain`, `passphrase` or `file`: in index.db and with --json.
QString toKey(KeyPlace place);

} // namespace longshore
