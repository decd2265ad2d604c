// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/preview/filepreview.h"

namespace longshore
{

/// A CSV file on disk that stands for a table (`input.fileTables`), as far as its beginning tells.
struct FileTable {
    CsvLook look;        ///< as sniffed
    FilePreview preview; ///< its first rows, read in that way

    /// A run stages the file as it is, and components read the contract's way only (F6).
    bool isPlain() const { return look == CsvLook(); }
    /// "parted by commas, quoted with \"": translated.
    QString lookWords() const;
};

/// Reads the beginning of a CSV file, plain or gzip. A link of the user's own is followed. Errors as of CsvSource.
/// Blocks: for a worker.
Result<FileTable> readFileTable(const QString &path, int rows = 200);

} // namespace longshore
