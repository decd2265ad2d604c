// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace longshore
{

/// Docker's own spelling of an amount of memory: bytes, or a number with b, k, m or g (powers of 1024).
std::optional<qint64> dockerBytes(const QString &text);

/// The same the other way round, in the largest unit that is exact: `512m`. Empty for 0 and less.
QString dockerSize(qint64 bytes);

} // namespace longshore
