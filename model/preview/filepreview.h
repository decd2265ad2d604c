// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/json/jsontree.h"
#include "model/preview/csvhead.h"

#include <memory>

namespace longshore
{

/// The beginning of a file, and how long all of it is.
struct FileHead {
    QByteArray bytes;
    qint64 size = 0;

    bool isWhole() const { return bytes.size() >= size; }
};

/// What a file looks like, as far as a person wants to see it at once. A value, made on a worker.
struct FilePreview {
    enum class Kind { Empty, Table, Json, Text, Binary };

    Kind kind = Kind::Empty;
    qint64 size = 0;
    bool isWhole = true;     ///< all of the file is shown
    QStringList columns;     ///< Table
    QList<QStringList> rows; ///< Table
    qint64 rowCount = -1;    ///< Table: all rows of it, -1 not known
    std::shared_ptr<const JsonTree> json;
    QString text;
    qint64 shown = 0;        ///< Text: bytes of it
    QString type;            ///< Text: what files of that name are, "Python script"; may be empty

    /// "first 200 rows · 6.2 MB", "4 rows · 120 B", "Python script · 14.2 kB · first 4 kB shown"; translated.
    QString facts() const;
};

/// How a file is to be looked at.
struct PreviewWish {
    bool asTable = false; ///< whatever its name is
    CsvLook look{};
    QStringList columns{}; ///< of a table without a header line
    int rows = 200;
};

inline constexpr qint64 previewBytes = 1 << 20;

/// Chooses by name and content: CSV, JSON (manifests too), text, or something else.
FilePreview makePreview(const QString &name, const FileHead &head, const PreviewWish &wish = {});

/// The first `most` bytes of a file; of a folder of slices, those of its first slice. Links are not followed. Errors:
/// NotFound, Disk. Blocks.
Result<FileHead> readFileHead(const QString &path, qint64 most = previewBytes);

} // namespace longshore
