// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobdocument.h"

namespace longshore
{

/// Writes a job as one zip to hand on: the job file, its data folder and the files that stand for its tables, with paths
/// made relative. Secrets in the clear are hidden, references to the vault stay (and mean nothing elsewhere). The source
/// and mounts are not packed. Gives a sentence for each file that was left out. Opening such a zip unpacks it. Errors:
/// Disk, BadInput. Blocks: worker's thread.
Result<QStringList> writeJobArchive(const JobDocument &job, const QString &path);

} // namespace longshore
