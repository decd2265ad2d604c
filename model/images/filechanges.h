// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace longshore
{

/// A file that one of two images has otherwise than the other.
struct ChangedFile {
    QString path;       ///< absolute, as people read it
    qint64 before = -1; ///< bytes, -1 = it is not there
    qint64 after = -1;

    bool operator==(const ChangedFile &) const = default;
};

/// How the files of two images differ, all layers of each on each other.
struct FileChanges {
    qint64 filesBefore = 0; ///< all that are no folders, different or not
    qint64 filesAfter = 0;
    int added = 0;
    int removed = 0;
    int changed = 0;
    QList<ChangedFile> files; ///< those, by path; may be fewer than the counts say

    bool operator==(const FileChanges &) const = default;
};

} // namespace longshore
