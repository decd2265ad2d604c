// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <functional>

namespace longshore
{

/// Copies a stored file, or a folder of slices, to `to`, by a temporary name and a rename; nothing is left behind when it
/// fails. `progress` gets bytes done and in all; false ends it with Error::Cancelled. Errors: NotFound, Disk. Blocks.
Result<void> saveStored(const QString &from, const QString &to, const std::function<bool(qint64, qint64)> &progress);

} // namespace longshore
