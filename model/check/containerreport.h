// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/finding.h"
#include "model/check/logfacts.h"

namespace longshore
{

struct RunResult;

/// The part of the report about the containers of a run: what they wrote outside /data and /tmp (F1), as whom they ran,
/// and whether that shows that they work without root (F2, Z4).
void reportContainers(const RunResult &run, const LogFacts &log, Findings &findings);

} // namespace longshore
