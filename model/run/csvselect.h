// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/storage/storage.h"

#include <QStringList>
#include <optional>

namespace longshore
{

/// Which part of a CSV file an input table wants (I9): columns, then rows, then a limit.
struct CsvSelection {
    QStringList columns; ///< empty = all, as they stand
    QString whereColumn;
    bool whereNot = false;
    QStringList whereValues;
    std::optional<qint64> limit;
};

struct SelectedCsv {
    QStringList columns; ///< written, in order
    qint64 rows = 0;
    qint64 bytes = 0;
};

/// Writes the part of the CSV `from` (plain or gzip; its first line names the columns) that is wanted to `to`, as the
/// platform exports: every field quoted, header line, LF (F6, F11). In memory that does not grow with the file.
/// Error::BadInput names file, line and what is wrong, or a column that is not there; Disk, Cancelled.
Result<SelectedCsv> selectCsv(const QString &from, const QString &to, const CsvSelection &selection,
                              const StorageProgress &progress = {});

/// The columns that the first line of a CSV names. Error::BadInput when it has no line.
struct CsvHead {
    QStringList columns;
    bool byteOrderMark = false;
    bool crLf = false; ///< the first line ends so
    bool gzip = false;
};
Result<CsvHead> readCsvHead(const QString &path);

} // namespace longshore
