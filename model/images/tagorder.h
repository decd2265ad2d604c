// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace longshore
{

/// A tag read as a version: `v1.10.2-rc.1`, `3.12-slim`. Tags that are no version have no numbers.
struct TagVersion {
    QStringList numbers;    ///< digits as written, without leading zeros, of any length
    QString suffix;         ///< behind the first '-' or '_', in lower case: "rc.1", "slim"
    bool preRelease = false; ///< the suffix says so: alpha, beta, rc, dev, pre, snapshot, nightly …

    static TagVersion parse(const QString &tag);
    bool isVersion() const { return !numbers.isEmpty(); }
};

/// Negative when `a` is older than `b`: 1.9 < 1.10, 1.0-rc.1 < 1.0, 1.0 = 1.0.0 but for the text. What is no version
/// comes before every version; total, so that sorting by it is stable.
int compareTags(const QString &a, const QString &b);

/// Newest first: "latest", versions downward, then other names by alphabet.
QStringList sortedTags(const QStringList &tags);

/// The newest of `remote` that is newer than each of `local` and may follow one of them (same suffix, no pre-release
/// unless one is here, no year for a version); empty when there is none.
QString newestOver(const QStringList &local, const QStringList &remote);

} // namespace longshore
