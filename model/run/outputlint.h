// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/outputloading.h"

namespace longshore
{

/// What people get wrong in an `out` folder: all that `planOutput` refuses (errors) or warns of, what no rule takes
/// (F4, F18, F19, F25), and what shows only in the data: a header where none belongs or the other way round, keys that
/// the header does not have, byte order marks, CRLF, another delimiter, text that is no UTF-8. Reads the first 64 KiB
/// of each file. Paths are those of files (`out/tables/x.csv`) or of the configuration (`storage.output.tables.0`).
/// Blocks on the disk: on a worker's thread.
Problems lintOutputs(const OutputRequest &request);

/// The fields of the first record of `block`, by the contract's dialect (F7); `whole` says whether its end was seen.
QList<QByteArray> firstRecord(QByteArrayView block, char delimiter, char enclosure, bool *whole);

} // namespace longshore
