// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storagetypes.h"

#include <string_view>

namespace longshore
{

/// What the cells of a typed column may hold (§6.4): the base types of the contract.
enum class ColumnType { Text, Integer, Numeric, Float, Boolean, Date, Timestamp };

/// By the column's base type. Text for a column without a type, and for types that nobody knows here.
ColumnType columnType(const StorageColumn &column);

/// "INTEGER", "DATE", …: as messages name it.
QString toString(ColumnType type);

/// Whether a cell, not empty, is such a value: numbers with a point and an exponent, `true`, `false`, `1`, `0`, `yes`,
/// `no`, `on`, `off` or the first letter of one, `2026-01-31`, `2026-01-31 12:00:00.5+01:00`. Blanks around it do not
/// count. Pure; any thread.
bool isValueOf(ColumnType type, std::string_view cell);

} // namespace longshore
