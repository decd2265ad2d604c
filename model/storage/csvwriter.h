// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QString>
#include <optional>
#include <string_view>
#include <vector>

namespace longshore
{

/// Writes a CSV as the platform exports it (F6): every field quoted, a quote within doubled, LF. Buffers.
class CsvWriter
{
public:
    /// Does not close `descriptor`. `path` is for messages.
    CsvWriter(int descriptor, const QString &path);

    void field(std::string_view text);
    /// Ends the line. False when writing failed: see `error()`.
    bool endLine();
    /// Writes what is buffered. Errors: Disk, StoreUnwritable; Cancelled when the reader of a pipe went away.
    Result<void> finish();
    const std::optional<Error> &error() const { return m_error; }
    qint64 bytes() const { return m_bytes; }

private:
    bool flush();

    int m_descriptor;
    QString m_path;
    std::vector<char> m_buffer;
    size_t m_used = 0;
    bool m_lineBegun = false;
    qint64 m_bytes = 0;
    std::optional<Error> m_error;
};

} // namespace longshore
