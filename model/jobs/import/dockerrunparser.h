// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/containers/containersetup.h"
#include "model/jobs/import/importresult.h"

namespace longshore
{

/// A `docker run` line understood. Paths are absolute.
struct RunLine {
    ContainerSetup setup; ///< `entrypoint` and `cmd` only where the line gives them
    QString pull;         ///< `--pull`, as given
    QList<UnmappedItem> unmapped;
};

/// Reads `docker run …` or the same of podman and nerdctl, as it is typed into sh, PowerShell or cmd: `create` and
/// `container run` too, with assignments, `sudo` or a prompt before it. Relative paths and `$PWD` are those of
/// `folder`; files that `--env-file` names are read. Error::BadInput says what is missing or not understood. Blocks on
/// small files.
Result<RunLine> parseDockerRun(const QString &line, const QString &folder);

/// True for a text that `parseDockerRun` is for.
bool looksLikeDockerRun(const QString &text);

} // namespace longshore
