// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/finding.h"

#include <QByteArray>

namespace longshore
{

struct RunResult;

/// What is known of a run besides its result and its capsule, which hold no secret.
struct RunReportContext {
    QList<QByteArray> secrets;     ///< values to look for in the outputs; empty = nobody knows them
    QByteArray stageConfig;        ///< config.json of the main stage as stored; empty = read from the capsule
    QString defaultBucket;         ///< that the run had (O5); empty = what the configuration says
    bool hasDefaultBucket = false; ///< the component has one whatever its name
};

/// The report after a run (contract §9.2, §5, §6, §7, §17): what its exit code said, what it wrote to stderr, what its
/// log shows, its outputs, those that no mapping names, its state, secrets in log and outputs, whether it seems to need
/// root. A pure function over the result and the capsule's files, which it reads: the log to 256 MiB. Blocks; any
/// thread.
Findings reportRun(const RunResult &run, const RunReportContext &context = {});

} // namespace longshore
