// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QString>
#include <memory>

namespace longshore
{

/// The bytes of a file, inflated when it is gzip (told by its first bytes, not by its name: contract F23).
class CsvSource
{
public:
    /// No link is followed. Errors: NotFound, PermissionDenied, BadInput for what is no regular file, Disk.
    static Result<std::unique_ptr<CsvSource>> open(const QString &path);
    /// The same of an open file, which it closes; `path` is for messages.
    static Result<std::unique_ptr<CsvSource>> adopt(int descriptor, const QString &path);
    ~CsvSource();
    CsvSource(const CsvSource &) = delete;
    CsvSource &operator=(const CsvSource &) = delete;

    /// Up to `room` bytes into `to`; 0 at the end. Errors: Disk, BadInput for a damaged gzip.
    Result<qint64> read(char *to, qint64 room);
    QString path() const { return m_path; }
    /// Bytes of the file itself (of the gzip, when it is one): its size, and how many were read.
    qint64 size() const { return m_size; }
    qint64 position() const;

private:
    CsvSource() = default;
    Result<qint64> inflateInto(char *to, qint64 room);

    QString m_path;
    int m_fd = -1;
    void *m_gzip = nullptr; ///< a gzFile, which owns `m_fd` then
    qint64 m_size = 0;
    qint64 m_position = 0;
};

} // namespace longshore
