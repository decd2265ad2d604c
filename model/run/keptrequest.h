// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/redactor.h"
#include "model/run/runplan.h"

namespace longshore
{

/// A run's request as its capsule keeps it (`request.json`), so that another Longshore can finish the run and people can
/// see what was asked for: the job with its secrets masked, and what the run changed of it.
struct KeptRequest {
    RunRequest request;
    PlanInput input;
};

/// `label` is the component record by the image's label, for a job that defines none. Errors: BadInput, Disk.
Result<void> keepRequest(const QString &capsule, const RunRequest &request, const PlanInput &input, const QByteArray &label,
                         const Redactor &redactor);

/// Errors: NotFound, BadInput. Blocks on a file.
Result<KeptRequest> keptRequest(const QString &capsule);

/// The record of a stage's component as the request has it; that of a processor which the job did not define itself has
/// the platform's defaults.
ComponentDefinition componentOf(const KeptRequest &request, const QString &componentId, bool isMain);

} // namespace longshore
