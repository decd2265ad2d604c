// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace longshore
{

/// Compares with runs of digits taken as numbers, so that `1.9` comes before `1.10`. <0, 0 or >0.
int naturalCompare(QStringView left, QStringView right);

} // namespace longshore
