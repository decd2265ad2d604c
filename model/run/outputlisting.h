// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/tarextractor.h"

#include <QHash>

namespace longshore
{

/// One file or folder of `out/tables` or `out/files`.
struct OutputEntry {
    QByteArray name; ///< within its folder, as the component wrote it
    QString path;    ///< absolute, where it lies now
    qint64 size = 0; ///< of a folder: of its slices together
    bool directory = false;
    QList<OutputEntry> slices; ///< of a folder in `out/tables` (F19)

    /// For people and for Storage: bytes that are no UTF-8 or no characters to show are %XX.
    QString shownName() const { return QString::fromUtf8(safeFileName(name)); }
};

/// What of an `out` folder is a table or a file of the contract; each list in the order of its names.
struct OutputListing {
    QList<OutputEntry> tables;                     ///< F18
    QList<OutputEntry> files;                      ///< F25
    QHash<QByteArray, OutputEntry> tableManifests; ///< by the name of the manifest (§5.5)
    QHash<QByteArray, OutputEntry> fileManifests;
    QStringList ignored; ///< paths below `out` that no rule takes (F4, F18, F19, F25); at most 1000

    /// Names of manifests without their data (O1), sorted.
    QStringList orphanedTableManifests() const;
    QStringList orphanedFileManifests() const;
};

/// Sorts the entries of the folder `out` by the contract's rules. Pure but for `out`, which only opens the paths.
OutputListing listOutputFolder(const QString &out, const QList<CollectedEntry> &entries);

/// The files and folders of an `out` folder that was not collected (a bind mount, a folder that is checked). Links and
/// devices are left out and never followed. Names that are no UTF-8 are refused. Blocks: on a worker's thread.
Result<Collected> scanOutputFolder(const QString &out);

/// What a capsule's manifest.json says was collected (`Capsule::writeManifest`).
Result<Collected> readCollected(const QByteArray &manifest);

/// The bytes of a file that nobody may have made larger than `most`; no link is followed.
/// Errors: NotFound, TooLarge, Disk.
Result<QByteArray> readOutputBytes(const QString &path, qint64 most);

} // namespace longshore
