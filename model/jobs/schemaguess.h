// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace longshore
{

/// A configuration schema that parameters like these would satisfy, for a component that brings none: each key with the
/// type of its value, keys that start with `#` as passwords, texts of several lines as text areas, lists of objects with the
/// keys of all their items. Empty when `parameters` is no object with keys. Pure; any thread.
QByteArray guessSchema(const QByteArray &parameters);

} // namespace longshore
