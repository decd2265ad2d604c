// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logline.h"

namespace longshore
{

/// The style after `ESC [ parameters m` (ECMA-48 SGR), from the one before it. Parameters may be separated by ';' or
/// ':'; unknown ones are skipped, direct colours become the nearest of the 256-colour palette.
TextStyle applySgr(TextStyle before, QByteArrayView parameters);

} // namespace longshore
