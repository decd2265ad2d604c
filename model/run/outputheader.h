// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/csvreader.h"

namespace longshore
{

/// The fields of the first record of a CSV, plain or gzip. Errors as CsvReader's; BadInput for an empty file. Blocks.
Result<QStringList> csvHeader(const QString &path, const CsvDialect &dialect);

} // namespace longshore
