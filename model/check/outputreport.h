// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/finding.h"
#include "model/check/runreport.h"

namespace longshore
{

/// The part of the report about outputs and the output mapping: sources without a file (O2), tables without a
/// destination (O5), tables and files that no mapping names (O3), secrets in them.
Findings reportOutputs(const RunResult &run, const RunReportContext &context);

} // namespace longshore
