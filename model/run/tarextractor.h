// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <QList>
#include <functional>
#include <optional>

namespace longshore
{

/// How much of a component's output is taken (A24).
struct CollectLimits {
    qint64 bytes = 20ll << 30; ///< of all files together, as the tar announces them
    qint64 entries = 1'000'000;
    int depth = 64;
    qsizetype pathLength = 4096;

    /// The defaults, with `bytes` at most what is free below `folder` less 2 GiB (less a half when that is little).
    static CollectLimits forFolder(const QString &folder);
};

/// One thing found below out/.
struct CollectedEntry {
    QByteArray name; ///< as the component wrote it, below out/: any bytes but '/' at the ends and NUL
    QString stored;  ///< where it lies below out/: the same, unless the name is no safe one
    bool directory = false;
    qint64 size = 0;
    QByteArray sha256; ///< hex, of files
    int mode = 0;

    bool operator==(const CollectedEntry &) const = default;
};

/// What was not taken, and why.
struct RefusedEntry {
    QByteArray name;
    QString reason; ///< "a link to /etc/shadow", "leads outside"

    bool operator==(const RefusedEntry &) const = default;
};

struct Collected {
    QList<CollectedEntry> entries;
    QList<RefusedEntry> refused; ///< at most 1000; more are counted
    qint64 refusedCount = 0;
    qint64 bytes = 0;
    QByteArray denied; ///< the first that its owner may not read (F2), when Longshore is nobody but that owner

    void refuse(const QByteArray &name, const QString &reason);
};

/// What kind of tar it is, and where it goes.
struct TarLayout {
    QByteArray root = "out"; ///< the folder that all names begin with; empty: none, or `./`
    bool isGzip = false;     ///< compressed; then it has a checksum instead of an end mark
    bool mayExist = false;   ///< the target may be there already: what it has is kept, and refused when it comes again
};

/// Gives the next piece of a tar: empty at its end, nothing when it broke off.
using TarSource = std::function<std::optional<QByteArray>()>;

/// Unpacks the tar of `/data/out` into the new folder `target`: files and folders only, nothing outside it, links
/// and devices refused and listed (A18-A24), names that are no safe file names stored under another one (A17). The first of
/// two with one name wins (A26). All is synced to the disk. Errors, with `target` to be thrown away by the caller:
/// ConnectionLost for a tar that is cut or damaged (A25), TooLarge when a limit is passed (with the numbers), Disk.
/// Blocks: to be called on a worker's thread.
Result<Collected> extractTar(const TarSource &source, const QString &target, const CollectLimits &limits, const TarLayout &layout = {});

/// A file name for `name` that is safe to show and to open: control characters, bidirectional overrides and bytes that
/// are no UTF-8 as %XX, at most 255 bytes. Unchanged for ordinary names.
QByteArray safeFileName(const QByteArray &name);

} // namespace longshore
