// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/asynctask.h"
#include "model/preview/filepreview.h"

#include <optional>

namespace longshore
{

/// A run's data folder, or its in or out part, at one moment, as its capsule keeps it: a folder, or an archive such as the
/// platform's debug zip (contract §12).
struct DataSnapshot {
    int stage = -1;     ///< of which stage; -1: of the run's end
    QString name;       ///< of the folder or archive: "in", "out", or what it was called
    QString path;       ///< absolute
    QString part;       ///< "in" or "out" when it is that part of the data folder only; entries are named below it
    bool isArchive = false;
    bool isOutside = false; ///< a folder of the user's, not of the capsule: it may have changed since

    bool operator==(const DataSnapshot &) const = default;
};

/// What a capsule has, in the order of the run. Blocks shortly.
QList<DataSnapshot> dataSnapshots(const QString &capsule);

struct DataEntry {
    QString name; ///< with '/' between folders, below the data folder or its part: "in/tables/orders.csv"
    bool isFolder = false;
    qint64 size = 0;   ///< bytes, of a file
    QByteArray digest; ///< SHA-256 of a file, where it was asked for
    QString note;      ///< why it is no ordinary file: "a link", …

    bool operator==(const DataEntry &) const = default;
};

struct DataListing {
    QList<DataEntry> entries; ///< by name
    bool isWhole = true;      ///< there are no more than could be listed
};

inline constexpr qsizetype mostDataEntries = 200'000;

/// What lies in a snapshot. Digests read all of it. Errors: NotFound, Disk, BadInput (a damaged archive), Cancelled.
/// Blocks: on a worker's thread.
Result<DataListing> listSnapshot(const DataSnapshot &snapshot, bool withDigests, const CancelToken &token = {});

/// The beginning of one of its files. Blocks; an archive is read up to the file.
Result<FileHead> readSnapshotFile(const DataSnapshot &snapshot, const QString &name, qint64 most = previewBytes);

/// What became of an entry between two snapshots.
enum class DataChange { Same, Added, Removed, Changed };

struct ComparedEntry {
    DataEntry entry; ///< as it is later, or was before when it was removed
    DataChange change = DataChange::Same;
    qint64 sizeBefore = -1; ///< of a changed file
};

/// Both listed with digests; by name.
QList<ComparedEntry> compareData(const QList<DataEntry> &before, const QList<DataEntry> &after);

struct DataComparison {
    QList<ComparedEntry> entries; ///< of `shown`, and what was removed
    bool isWhole = true;
};
/// What lies in `shown`, and how it differs from `before` when there is one. Two parts are compared as they are, so that
/// one stage's out can be laid beside the next one's in; of a whole data folder only what `before` holds is compared.
/// Blocks.
Result<DataComparison> compareSnapshots(const DataSnapshot &shown, const std::optional<DataSnapshot> &before, const CancelToken &token = {});

} // namespace longshore
