// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/definition.h"
#include "model/component/problem.h"
#include "model/jobs/jobdocument.h"

namespace longshore
{

/// One container of a job as it would be run now; secrets as dots.
struct StagePreview {
    QString title;      ///< "demo.text-splitter", "before: keboola.processor-x"; with the row's id before it
    QByteArray config;  ///< config.json, or config.yml
    QByteArray request; ///< the body of `POST /containers/create`, JSON
    QString dockerRun;  ///< a `docker run` that comes close, on several lines, with comments on what it leaves out
    bool isMain = true;
};

/// All of them, in order.
struct JobPreview {
    QList<StagePreview> stages;
    QStringList unknownComponents; ///< ids of processors that nobody defines
    Problems problems;             ///< warnings of the plan
};

/// The same of a run as its capsule keeps it, so that the two can be laid over each other: config.json as it was sent, the
/// rest worked out again from what was asked for; secrets as dots, too. Errors: NotFound, BadInput, and those of
/// `makeRunPlan`. Blocks on small files; any thread.
Result<JobPreview> previewRun(const QString &capsule);

/// What a run of `job` would send. `labelled` is the component of the image's label, for a job without one. A secret
/// that has no value yet is no obstacle. Errors as of `makeRunPlan`. Pure but for looking whether folders exist; any
/// thread.
Result<JobPreview> previewJob(const JobDocument &job, const std::optional<ComponentDefinition> &labelled = {});

} // namespace longshore
