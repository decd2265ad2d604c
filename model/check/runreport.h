// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/finding.h"

#include <QByteArray>

namespace longshore
{

struct RunResult;

/// The report after a run (contract §9.2, §5, §6, §7, §17): what its exit code said, what it wrote to stderr, what its
/// log shows, its outputs in the words of their loads, those that no mapping names, its state, secrets in log and outputs
/// (`secrets`: values to look for in the outputs, as the capsule holds none), what it wrote outside /data, whether it
/// works without root. A pure function over the result and the capsule's files, which it reads: the log to 256 MiB.
/// Blocks; any thread.
Findings reportRun(const RunResult &run, const QList<QByteArray> &secrets = {});

} // namespace longshore
