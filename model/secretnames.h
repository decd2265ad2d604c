// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace longshore
{

/// Whether a variable, label or key of this name likely holds a secret: `#token`, `DB_PASSWORD`, `apiKey`. A guess by
/// the words in it, for hiding what is shown; secrets of jobs are known exactly (model/component/secrets.h).
bool looksSecret(const QString &name);
/// Those of `names` that look so.
QStringList secretNames(const QStringList &names);

/// `text` as it may be shown: the value of `NAME=value` masked where the name looks secret, and the password of a
/// `scheme://user:password@host`. Equal to `text` when nothing in it looks secret.
QString withoutSecrets(const QString &text);
/// `text` with the password of each `scheme://user:password@host` masked.
QString withoutUrlPasswords(const QString &text);
/// The same for each word of a command line; the word after an option that looks secret, `--password x`, is masked too.
QStringList argvWithoutSecrets(const QStringList &argv);

} // namespace longshore
