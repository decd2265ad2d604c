// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"
#include "model/containers/containersetup.h"
#include "model/jobs/import/importresult.h"

namespace longshore
{

/// A job that runs what a container runs. What the container has from its image is left out when `image` is known. A
/// folder that is mounted as `/data` becomes the job's data folder, its `config.json` and state are read; variables
/// that a run sets itself (`KBC_…`) are left out. Blocks on small files.
ImportResult importContainer(const ContainerSetup &setup, const ImageDetails *image = nullptr);

/// A job from a `docker run` line; see parseDockerRun.
Result<ImportResult> importDockerRun(const QString &line, const QString &folder, const ImageDetails *image = nullptr);

} // namespace longshore
