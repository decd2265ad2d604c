// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariant>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// A scalar, or a list of scalars, as a form hands it to widgets: QString, bool, qlonglong (integers that fit), double,
/// QVariantList; an invalid QVariant for null and for anything else.
QVariant toVariant(const nlohmann::ordered_json &json);

/// The reverse; a whole double is written without a fraction. An invalid QVariant gives null.
nlohmann::ordered_json fromVariant(const QVariant &value);

} // namespace longshore
