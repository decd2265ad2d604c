// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/finding.h"

class QDir;

namespace longshore
{

/// Reads the Dockerfile of a source folder as far as the contract cares: whether its last stage says what to run (Z3),
/// as whom (Z4), and the label with the component record. Blocks on a small file; any thread.
void checkDockerfile(const QDir &root, Findings &findings);

} // namespace longshore
