// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/mapping/outputtable.h"

namespace longshore
{

/// Refuses columns that are named twice and `_timestamp`, which Storage keeps itself (M5). Pure; any thread.
void checkColumnNames(const OutputTable &table, Problems *problems);

} // namespace longshore
