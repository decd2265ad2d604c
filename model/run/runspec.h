// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"
#include "model/component/problem.h"
#include "model/run/runrequest.h"
#include "model/run/stagingtar.h"

#include <optional>

namespace longshore
{

/// One run, worked out: everything the engine room needs and nothing it has to look up. Holds secrets in the clear:
/// never stored.
struct RunSpec {
    QString jobId;
    QString jobName;
    QString jobFile;
    QString rowId;
    bool hasComponent = false; ///< else the image's label may still bring a definition
    QString imageReference;
    std::optional<JobSource> source; ///< what a missing image is built from
    JobImage::Pull pull = JobImage::Pull::Missing;

    ContainerSpec container; ///< without image; `cpus` not yet clamped to what the engine has
    Staging staging;
    QByteArray maskedConfig;   ///< config.json as it may be shown and stored
    QList<QByteArray> secrets; ///< what the log must not show
    int timeoutSeconds = 0;    ///< 0 = none
    bool noApplicationErrors = false;
    Problems problems; ///< warnings only
};

/// Who the run's files and process belong to (F2).
struct RunUser {
    int uid = 0;
    int gid = 0;
    static RunUser current();
};

/// Works a request out. `component` is the job's own definition or the image label's; `kbcRunId` the numeric id that the
/// component sees. Errors: BadInput (configuration, an unresolved secret, something this version cannot run yet),
/// NotFound (row, data folder, file). Reads nothing but the folder's existence. Any thread.
Result<RunSpec> makeRunSpec(const RunRequest &request, const ComponentDefinition &component, const QString &kbcRunId,
                            const RunUser &user = RunUser::current());

} // namespace longshore
