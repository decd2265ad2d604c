// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace longshore
{

inline constexpr qsizetype longestPlatformText = 60'000; ///< characters

/// What the platform makes of any text a component printed, secrets replaced already (L2): cut after `most` characters
/// with " [trimmed]" behind them, invalid UTF-8 dropped, trimmed as PHP does, docker's warning about swap limits taken
/// out. Pure.
QString platformText(QByteArrayView text, qsizetype most = longestPlatformText);

} // namespace longshore
