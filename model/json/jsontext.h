// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMap>

namespace longshore
{

/// `text`, which `scanJson` read without remarks, with the values at these dotted paths replaced by other JSON text. Every
/// other byte stays: layout, key order, spelling. A path that is not there is no error.
QByteArray replaceJsonValues(const QByteArray &text, const QMap<QString, QByteArray> &byPath);

} // namespace longshore
