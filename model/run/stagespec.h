// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"
#include "model/component/definition.h"
#include "model/component/problem.h"
#include "model/jobs/jobparts.h"
#include "model/run/stagingtar.h"

#include <optional>

namespace longshore
{

/// One container of a run, worked out: what it is made from, what it gets, how long it may take. Holds secrets in the
/// clear: never stored.
struct StageSpec {
    int number = 0;   ///< through the whole run, from 0
    int priority = 0; ///< within its row, from 0 (Q1)
    bool isMain = true;
    bool isBound = false;  ///< its data folder is bound into the container, not copied (ADR 0011)
    bool isAction = false; ///< a sync action: its stdout is the answer
    QString rowId;                 ///< empty: not a row
    ComponentDefinition component; ///< that owns the image (E2, Q5)
    QString imageReference;
    std::optional<JobSource> source; ///< what a missing image is built from

    ContainerSpec container; ///< without image; `cpus` not yet clamped to what the engine has
    Staging staging;         ///< without what only the run knows: inputs, the outputs of the stage before
    QByteArray maskedConfig;   ///< config.json as it may be shown and stored
    QList<QByteArray> secrets; ///< what the log must not show
    int timeoutSeconds = 0;    ///< 0 = none
    Problems problems;         ///< warnings only

    bool wantsGelf() const { return component.logging.type == QStringLiteral("gelf"); }
};

/// Who the run's files and process belong to (F2).
struct RunUser {
    int uid = 0;
    int gid = 0;
    static RunUser current();
};

} // namespace longshore
