// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/ids.h"
#include "model/images/files/imagearchive.h"

namespace longshore
{

/// 'LSIF': marks a SQLite file as an index of an image's files.
inline constexpr int imageIndexId = 0x4c534946;
inline constexpr int imageIndexVersion = 1;

/// The indexes that were made, one file per image id, in a folder of their own; the oldest go when they are too many.
/// Blocks; any thread.
class ImageIndexFolder
{
public:
    struct Limits {
        int count = 64;
        qint64 size = qint64(1) << 30; ///< bytes of all together
    };

    explicit ImageIndexFolder(const QString &path) : ImageIndexFolder(path, Limits()) {}
    ImageIndexFolder(const QString &path, const Limits &limits) : m_path(path), m_limits(limits) {}

    /// Where the index of an image is, or will be.
    QString fileOf(const ImageId &image) const;
    bool has(const ImageId &image) const;

    /// Reads an archive and writes its index: whole and under its name, or not at all. Errors: those of readImageArchive,
    /// Disk, StoreUnwritable.
    Result<void> write(const ImageId &image, const TarSource &source, const CancelToken &token, const ImageArchiveLimits &limits = {}) const;

    /// Removes the indexes that were not written or opened for longest, and what a Longshore left that died while it wrote.
    void trim() const;

private:
    QString m_path;
    Limits m_limits;
};

} // namespace longshore
