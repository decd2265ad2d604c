// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace longshore
{

/// What a component's source is to be watched for.
struct WatchedSource {
    QString folder;      ///< absolute
    QString dockerfile;  ///< relative to it; empty = Dockerfile
    QStringList leftOut; ///< absolute paths of folders that are not source: the job's data, the store
    QStringList also;    ///< absolute paths of files elsewhere that count: the job's own

    bool operator==(const WatchedSource &) const = default;
};

/// Tells whether a file was saved; content is not read.
struct FileStamp {
    qint64 size = 0;
    qint64 modified = 0; ///< nanoseconds
    quint64 inode = 0;

    bool operator==(const FileStamp &) const = default;
};

/// A source at one moment, by absolute path.
struct SourceScan {
    QHash<QString, FileStamp> files;
    QStringList folders; ///< with the source's own
    bool isTooLarge = false; ///< it has more than `mostWatchedFiles` files or folders: the scan ended there
    QString problem;         ///< why the folder cannot be read; empty = it can
};

constexpr int mostWatchedFiles = 5000;

/// Looks at all files of a source that an image could be built from: without what its `.dockerignore` leaves out,
/// `.git`, what builds leave behind (`__pycache__`, `node_modules`, `target` …) and editors' temporary files. Links are not followed.
/// Blocks: worker's thread.
SourceScan scanSource(const WatchedSource &source);

/// The files that are new, gone or saved between two scans, sorted, relative to `folder`.
QStringList changedFiles(const SourceScan &before, const SourceScan &after, const QString &folder);

} // namespace longshore
