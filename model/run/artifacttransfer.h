// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/asynctask.h"
#include "model/component/mapping/artifacts.h"
#include "model/component/problem.h"
#include "model/run/stageextras.h"

namespace longshore
{

/// The artifacts of one main stage (§7.5), between the embedded Storage and a folder of its own in the capsule.
struct ArtifactTask {
    ArtifactSettings settings;
    ArtifactOwner owner;
    QString storage;     ///< folder of the embedded Storage
    QString folder;      ///< `stages/<n>/artifacts`: fetched ones go below `in`, those to be stored lie in `out`
    QString tokenPrefix; ///< so that each is stored once, however often that is tried
    CancelToken token;
};

/// What was moved. Whatever fails is a warning: no run fails for its artifacts.
struct MovedArtifacts {
    QList<RunArtifact> files;
    Problems problems;
};

/// Artifacts of earlier jobs, unpacked, or each as a file, into `in/<kind>/<job>`; of two with one name the newer one
/// stays. `folder` is made anew. Blocks: on a worker's thread.
MovedArtifacts fetchArtifacts(const ArtifactTask &task);

/// `out/current`, and `out/shared` of a job of an orchestration, as one tar.gz or each file by its name, none larger
/// than `largestArtifact`. Blocks: on a worker's thread.
MovedArtifacts storeArtifacts(const ArtifactTask &task);

} // namespace longshore
