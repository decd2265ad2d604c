// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace longshore
{

/// 'LSHR': marks a SQLite file as ours.
inline constexpr int storeApplicationId = 0x4c534852;

/// The SQL that leads from `user_version` n to n + 1, in order. A released entry is never changed: add one.
std::span<const char *const> storeMigrations();

} // namespace longshore
