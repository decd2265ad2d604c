// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QList>
#include <QPair>
#include <QStringList>

namespace longshore
{

/// The variables of an environment file, in its order.
struct EnvFile {
    QList<QPair<QString, QString>> variables; ///< each name once, the last value
    QStringList repeated;                     ///< names given more than once
    QStringList withoutValue;                 ///< `NAME` alone: taken from whoever starts the container
    QStringList unreadable;                   ///< lines that are none of this, with their number
};

enum class EnvDialect {
    Docker, ///< `docker run --env-file`: everything behind the `=` is the value, quotes too
    Dotenv  ///< `.env`: quotes, `export`, escapes in double quotes, ` #` comments
};

/// Reads `NAME=value` lines; blank lines and lines that start with `#` are skipped. Never fails. Pure; any thread.
EnvFile parseEnvFile(const QString &text, EnvDialect dialect);

/// Reads a file of at most 1 MiB. Errors: NotFound, TooLarge, BadInput (no UTF-8), PermissionDenied. Blocks.
Result<EnvFile> readEnvFile(const QString &path, EnvDialect dialect);

} // namespace longshore
