// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QStringList>

class QCommandLineOption;
class QCommandLineParser;

namespace longshore
{

/// What was typed behind `longshore secret`. Never a value: every user of the machine can read a command line.
struct SecretArguments {
    enum class Action { Set, List, Remove, Rename, Key, Export, Import };

    Action action = Action::List;
    QString what;    ///< name or id; where the key shall be; the file to be written or read (absolute)
    QString to;      ///< rename: the new name
    QString source;  ///< set: `@FILE` or `fd:N`; empty = stdin
    int newPassphraseFd = -1;  ///< key passphrase
    int filePassphraseFd = -1; ///< export, import
};

QList<QCommandLineOption> secretOptions();

/// What help says of the words behind `secret`.
QString secretUsage();

/// `words` are the positional arguments behind `secret`. BadInput names what is wrong.
Result<SecretArguments> readSecretCommand(const QCommandLineParser &parser, const QStringList &words);

} // namespace longshore
