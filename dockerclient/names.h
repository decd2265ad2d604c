// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

namespace longshore
{

/// Checks what is about to become part of a URL's path (A50, A51). The grammar is the engines', loosely: enough that
/// nothing can leave its place in the path. Error::BadInput names the text.
Result<void> checkImageName(const QString &name);
Result<void> checkContainerName(const QString &name);

} // namespace longshore
