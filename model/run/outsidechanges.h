// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "dockerclient/types/filechange.h"

#include <QList>

namespace longshore
{

/// What a stage's container wrote outside /data and /tmp, as its capsule keeps it (`stages/<n>/changes.json`).
struct OutsideChanges {
    static constexpr qsizetype most = 1'000;

    QList<FileChange> paths; ///< in order; at most `most`
    qint64 left = 0;         ///< how many more there were
    QString trouble;         ///< why nobody knows; empty = it is known

    bool operator==(const OutsideChanges &) const = default;
    QByteArray toJson() const;
    static OutsideChanges fromJson(const QByteArray &text);
};

/// What of a container's changes is the component's own doing outside its data folder and its scratch folder (F1): not
/// what the engine puts into each container, not folders that changed by what is in them, of a new folder only itself.
/// Pure; any thread.
OutsideChanges outsideChanges(const Result<QList<FileChange>> &changes);

/// Of a stage that ended; nothing when nobody asked. Blocks on a small file.
OutsideChanges storedOutsideChanges(const QString &capsule, int stage);

} // namespace longshore
