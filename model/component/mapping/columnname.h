// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace longshore
{

/// The name of a column as Storage keeps it (M5): in ASCII letters (of any script that ICU can romanise), each run of
/// other characters but `_` as one `_`, none at the ends; a system name of PostgreSQL gets one behind. Empty when
/// nothing is left. `_timestamp` stays as it is, see `isSystemColumn`. Any thread.
QString webalizedColumn(const QString &name);

/// `_timestamp`, in any case: Storage keeps it itself and no load may bring it (M5).
bool isSystemColumn(const QString &name);

} // namespace longshore
