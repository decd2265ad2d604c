// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/outputloading.h"
#include "model/storage/csvreader.h"

namespace longshore
{

/// The fields of the first record of a CSV, plain or gzip. Errors as CsvReader's; BadInput for an empty file. Blocks.
Result<QStringList> csvHeader(const QString &path, const CsvDialect &dialect);

/// The header of a table whose columns nobody names (F22): it names them, and they get Storage's names as those of a
/// manifest do (M5). Problems have no path. Blocks.
void readHeader(const QString &path, PlannedLoad *planned, Problems *problems);

} // namespace longshore
