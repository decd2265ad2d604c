// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace longshore
{

/// One way in which an output folder is not what was expected.
struct FolderDifference {
    enum class Kind {
        Missing, ///< expected, and not there
        Surplus, ///< there, and not expected
        Changed, ///< a file with other content, or a folder where a file should be
        Unread   ///< it is there and cannot be read
    };

    Kind kind = Kind::Changed;
    QString path;    ///< below `out`, e.g. "tables/x.csv"
    QString message; ///< one sentence without the path
    QString diff;    ///< a unified diff, several lines; empty when there is none to show

    bool operator==(const FolderDifference &) const = default;
};

/// "missing", "surplus", "changed", "unread"; stable, for `--json`.
QString toString(FolderDifference::Kind kind);

/// Compares what a component left in `out` (`actual`) with `expected/data/out` of a case (contract §17): files byte by
/// byte, `.json` and `.manifest` as JSON. Missing folders count as empty. Names that start with a dot are not looked at
/// on either side (F18; `.gitkeep` keeps a folder that git would drop), nor folders without a file that were expected.
/// `state`, `usage` and `result` directly in `out` count only when they are expected, since a case is about tables and
/// files. In the order of their paths. Blocks on the files; any thread.
QList<FolderDifference> compareFolders(const QString &expected, const QString &actual);

} // namespace longshore
