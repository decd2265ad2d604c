// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

struct archive;
struct archive_entry;

namespace longshore
{

/// Writes a tar in memory, entry by entry, with whatever names and types a test needs. Archive formats of libarchive.
class TarBuilder
{
public:
    TarBuilder();
    ~TarBuilder();
    TarBuilder(const TarBuilder &) = delete;
    TarBuilder &operator=(const TarBuilder &) = delete;

    TarBuilder &directory(const QByteArray &path, int mode = 0755);
    TarBuilder &file(const QByteArray &path, const QByteArray &bytes, int mode = 0644);
    TarBuilder &symlink(const QByteArray &path, const QByteArray &target);
    TarBuilder &hardlink(const QByteArray &path, const QByteArray &target);
    /// A FIFO, socket or device: `type` is one of AE_IFIFO, AE_IFSOCK, AE_IFCHR, AE_IFBLK.
    TarBuilder &special(const QByteArray &path, unsigned type);
    /// The tar up to the header of a file of `size` bytes, which never come: for limits.
    QByteArray upToFile(const QByteArray &path, qint64 size);

    /// The finished tar.
    QByteArray bytes();

private:
    friend struct TarBuilderSink;
    archive_entry *begin(const QByteArray &path, unsigned type, int mode, qint64 size);
    void write(archive_entry *entry, const QByteArray &bytes = {});

    archive *m_archive;
    QByteArray m_bytes;
};

} // namespace longshore
