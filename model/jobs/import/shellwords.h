// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QStringList>
#include <functional>

namespace longshore
{

/// A command line taken apart as a POSIX shell would, without running anything.
struct ShellLine {
    QStringList words;
    QStringList unresolved; ///< expansions left as they are: `$TOKEN`, `$(cat x)`
    QString rest;           ///< what follows the first `;`, `|`, `&`, `<` or `>` outside quotes
};

/// The value of a variable (`HOME`), or of a command as it stands between `$(` and `)`; nothing when it is not known.
using ShellLookup = std::function<std::optional<QString>(const QString &name)>;

/// Splits by POSIX quoting (`'…'`, `"…"`, `\`, `$'…'`), with the line continuations of sh, PowerShell and cmd (`\`,
/// `` ` ``, `^` at the end of a line), `#` comments, `$NAME`, `${NAME}`, `$(…)`, `` `…` ``, `%cd%` and a leading `~`.
/// Error::BadInput for a quote or bracket that is never closed. Pure; any thread.
Result<ShellLine> splitShellLine(const QString &text, const ShellLookup &lookup = {});

} // namespace longshore
