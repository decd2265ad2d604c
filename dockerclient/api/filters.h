// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QStringList>

namespace longshore
{

/// The `filters` parameter, `{"label":["a=b"]}`; empty when there is none.
QString filtersText(const QMap<QString, QStringList> &filters);

} // namespace longshore
