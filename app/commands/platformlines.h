// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console.h"
#include "model/logs/platformlog.h"

namespace longshore
{

/// Prints what the platform would show: time, type and text, further lines below the first; with --json one
/// `{"event":"platform"}` object each.
void printPlatformRecord(Console &console, const PlatformRecord &record);

} // namespace longshore
