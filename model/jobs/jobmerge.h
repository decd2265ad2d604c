// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobdocument.h"

namespace longshore
{

/// What became of two changes of one job.
struct JobMerge {
    JobDocument merged;    ///< where both changed the same place differently, mine
    QStringList conflicts; ///< dotted paths of those places
};

/// Joins the changes that `mine` and `theirs` made to `base`: objects by key, lists of objects with an `id` (rows) by
/// that, lists of one length by index, anything else as a whole. Key order is mine; what they added stands behind what
/// it stood behind. Path and duplicate keys are those of `mine`. Pure; any thread.
JobMerge mergeJobs(const JobDocument &base, const JobDocument &mine, const JobDocument &theirs);

} // namespace longshore
