// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/ids.h"
#include "model/asynctask.h"
#include "model/run/runtypes.h"
#include "model/run/stagingtar.h"

namespace longshore
{

/// The folder of one stage that is bound into its container instead of being copied (`input.transfer: "bind"`, ADR 0011):
/// its `data` is /data, its `tmp` is /tmp (F1). It holds config.json in the clear: so it lies outside the capsule, nobody
/// else may enter it, and it goes with the container (`WorkRemoval`).
class WorkFolder
{
public:
    /// Of all stages of a run, below the store.
    static QString ofRun(const QString &store, const RunId &run);
    WorkFolder(const QString &store, const RunId &run, int stage);

    /// Makes it, empty. Errors: Disk, StoreUnwritable, BadInput for a path that cannot be bound.
    Result<void> make() const;
    QString path() const { return m_path; }
    /// Both, as the engine takes them.
    QStringList binds() const;
    /// Puts in what would be copied into a container (`stagingTar`), by the same rules; what was left out comes back. A
    /// process that is not root owns all. Errors: Disk, Cancelled. Blocks: on a worker's thread.
    Result<QList<TarNote>> fill(const Staging &staging, const CancelToken &token) const;

    /// /data/out on this machine.
    QString outputs() const { return m_path + QStringLiteral("/data/out"); }
    /// A small file below /data. Errors: NotFound, TooLarge, BadInput (a link, a folder), PermissionDenied. Blocks.
    Result<QByteArray> read(const QByteArray &name) const;

private:
    QString m_path;
};

} // namespace longshore
