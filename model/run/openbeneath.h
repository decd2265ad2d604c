// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace longshore
{

/// Opens `path` below the folder `root`, a descriptor, by openat2: no step follows a link or leads out of it, whatever the
/// path says (A18-A20). `mode` is for O_CREAT. -1 with errno.
int openBeneath(int root, const QByteArray &path, int flags, int mode = 0);

} // namespace longshore
