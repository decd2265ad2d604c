// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/finding.h"

namespace longshore
{

struct ImageDetails;

/// Checks an image by its inspection alone: what it would run (Z3), for which machines (Z5), as whom (Z4), the
/// component record in its label (D1, §15), what it says of /data and of variables that the platform sets. Pure; any
/// thread.
Findings checkImage(const ImageDetails &image);

} // namespace longshore
