// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace longshore
{

/// 'LSHD': marks a SQLite file as a storage.db.
inline constexpr int storageApplicationId = 0x4c534844;

/// The SQL that leads from `user_version` n to n + 1, in order. A released entry is never changed: add one.
std::span<const char *const> storageMigrations();

} // namespace longshore
