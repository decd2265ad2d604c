// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/recordreader.h"
#include "model/jobs/jobparts.h"

#include <QDir>

namespace longshore
{

/// Read the parts of a job file; what is wrong keeps its default and becomes a problem of `root`'s list. Relative paths
/// start at `folder`.
QList<JobRow> readRows(const RecordReader &root, Problems *problems);
std::optional<JobSource> readSource(const RecordReader &root, const QDir &folder);
JobImage readImagePolicy(const RecordReader &root);
JobInput readInput(const RecordReader &root, const QDir &folder);
JobExtra readExtra(const RecordReader &root, const QDir &folder, Problems *problems);

} // namespace longshore
