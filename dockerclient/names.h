// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

namespace longshore
{

/// Checks what is about to become part of a URL's path (A50, A51). The grammar is the engines', loosely: enough that
/// nothing can leave its place in the path. Error::BadInput names the text.
Result<void> checkImageName(const QString &name);
Result<void> checkContainerName(const QString &name);
/// An absolute path inside a container.
Result<void> checkContainerPath(const QString &path);
/// By name or number; empty is the engine's default.
Result<void> checkSignal(const QString &signal);
/// `seconds` or `seconds.nanoseconds` since 1970; empty is "all".
Result<void> checkSince(const QString &since);
/// A condition of `wait`.
Result<void> checkWaitCondition(const QString &condition);

} // namespace longshore
