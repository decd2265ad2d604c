// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace longshore
{

/// Whether `text` is written like a platform: `os/architecture[/variant]`, as in `linux/arm/v7`.
bool isPlatform(const QString &text);

} // namespace longshore
