// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/finding.h"

class QDir;

namespace longshore
{

/// Looks for what an editor on Windows leaves: CR LF and byte order marks in scripts and configuration files of a
/// source folder (contract §17). Data folders have checks of their own. Blocks; any thread.
void checkTexts(const QDir &root, Findings &findings);

} // namespace longshore
