// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace longshore
{

/// How an option of `docker run` is written.
enum class RunOption { Flag, Value, Unknown };

/// By long name (`--env`).
RunOption runOptionKind(const QString &name);
/// The long name of `-e`; empty when there is none.
QString longRunOption(QChar letter);

} // namespace longshore
