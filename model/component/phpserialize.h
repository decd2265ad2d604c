// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace longshore
{

/// PHP's `serialize()` of what PHP's `json_decode(text, true)` makes of `json`; the platform hashes it where a
/// configuration has no id. Text that is no JSON counts as an empty array. Pure.
QByteArray phpSerialize(const QByteArray &json);

} // namespace longshore
