// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/ids.h"
#include "model/asynctask.h"
#include "model/run/tarextractor.h"

#include <QObject>
#include <QPointer>

class QThread;

namespace longshore
{

class EngineClient;
class PendingCall;
class TarDownload;

/// Fetches `/data/out` (or another `out`) of an exited container into `out.partial` of a folder (the capsule's or a stage's), the unpacking on
/// a thread of its own.
/// A folder that is a link is refused before anything is read (A27). `publish` makes it `out`.
class Collector : public QObject
{
    Q_OBJECT
public:
    /// `source` is a folder of the container that is called `out`.
    Collector(EngineClient &client, const ContainerId &container, const QString &folder, QObject *parent,
              const QString &source = QStringLiteral("/data/out"));
    ~Collector() override;

    /// The same from a folder of this machine that is /data/out; through the engine only what belongs to another user. Before
    /// `start`.
    void takeFrom(const QString &folder) { m_bound = folder; }
    void start();
    /// Ends it; `finished` then carries Cancelled.
    void cancel();

    /// Renames `out.partial` to `out`, which must not exist, and syncs the folder: the outputs are there, whole, or not at all.
    static Result<void> publish(const QString &folder);

Q_SIGNALS:
    void finished(const longshore::Result<longshore::Collected> &result);

private:
    void askEngine();
    QString newTarget() const;
    void stat(const Result<struct PathStat> &stat);
    void takeOver();
    void download();
    void unpacked(const Result<Collected> &result);

    EngineClient &m_client;
    ContainerId m_container;
    QString m_folder;
    QString m_source;
    QString m_bound;
    CancelToken m_token;
    QPointer<PendingCall> m_call;
    QPointer<TarDownload> m_download;
    QThread *m_worker = nullptr; ///< of takeOver
};

} // namespace longshore
