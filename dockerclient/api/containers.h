// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/pendingcall.h"
#include "dockerclient/result.h"
#include "dockerclient/types/container.h"
#include "dockerclient/types/filechange.h"
#include "dockerclient/types/stats.h"

class QIODevice;

namespace longshore
{

class ArchiveStream;
class LogStream;
class Requester;
class StatsStream;
class WaitStream;

/// `/containers`. `id` may be a full id or a name; both are validated before they reach a URL (A50).
class ContainersApi
{
public:
    explicit ContainersApi(Requester &requester) : m_requester(requester) {}

    struct ListOptions {
        bool all = false;
        QStringList labels{}; ///< `key` or `key=value`, all must match
    };
    /// `GET /containers/json`.
    PendingCall *list(const ListOptions &options, QObject *context, Callback<QList<ContainerSummary>> done);
    /// `POST /containers/create?name=`.
    PendingCall *create(const QString &name, const ContainerSpec &spec, QObject *context,
                        Callback<CreatedContainer> done);
    /// `GET /containers/{id}/json`.
    PendingCall *inspect(const QString &id, QObject *context, Callback<ContainerDetails> done);
    PendingCall *inspectRaw(const QString &id, QObject *context, Callback<QByteArray> done);
    /// `POST /containers/{id}/start`. `true` = it was started, `false` = it was running already (304).
    /// Never retried by itself: starting an exited container runs it again (M14).
    PendingCall *start(const QString &id, QObject *context, Callback<bool> done);
    /// `POST /containers/{id}/stop?t=`; blocks on the engine for up to `graceSeconds`.
    PendingCall *stop(const QString &id, int graceSeconds, QObject *context, Callback<void> done);
    /// `POST /containers/{id}/restart?t=`; blocks like `stop`. Starts one that is not running.
    PendingCall *restart(const QString &id, int graceSeconds, QObject *context, Callback<void> done);
    /// `POST /containers/{id}/kill?signal=`.
    PendingCall *kill(const QString &id, const QString &signal, QObject *context, Callback<void> done);
    /// `POST /containers/{id}/pause`.
    PendingCall *pause(const QString &id, QObject *context, Callback<void> done);
    /// `POST /containers/{id}/unpause`.
    PendingCall *unpause(const QString &id, QObject *context, Callback<void> done);
    /// `POST /containers/{id}/rename?name=`.
    PendingCall *rename(const QString &id, const QString &name, QObject *context, Callback<void> done);

    struct RemoveOptions {
        bool force = false;
        bool volumes = false; ///< `v=1`: anonymous volumes go too
    };
    /// `DELETE /containers/{id}`. A container that is already gone is an error of kind NotFound.
    PendingCall *remove(const QString &id, const RemoveOptions &options, QObject *context, Callback<void> done);

    /// `POST /containers/{id}/wait?condition=`. Emits `armed` when the headers came: start only then.
    WaitStream *wait(const QString &id, const QString &condition, QObject *parent);

    struct LogOptions {
        bool follow = false;
        bool tty = false; ///< Config.Tty of the inspect decides the framing, never the Content-Type
        QString since{};  ///< `seconds.nanoseconds`, inclusive; empty = all
        int tail = -1;    ///< -1 = all
        QString until{};  ///< as `since`
    };
    /// `GET /containers/{id}/logs?stdout=1&stderr=1&timestamps=1`.
    LogStream *logs(const QString &id, const LogOptions &options, QObject *parent);

    /// `GET /containers/{id}/stats?stream=1`.
    StatsStream *stats(const QString &id, QObject *parent);
    /// `GET /containers/{id}/stats?stream=0&one-shot=1`: at once, but from a Docker before 20.10, which takes two
    /// seconds. An error for a container that does not run where the engine says so, else not `isRunning`.
    PendingCall *statsOnce(const QString &id, QObject *context, Callback<ContainerStats> done);

    /// `GET /containers/{id}/changes`: what differs from the image.
    PendingCall *changes(const QString &id, QObject *context, Callback<QList<FileChange>> done);

    /// `PUT /containers/{id}/archive?path=` with a plain, uncompressed tar (A36), read as it goes.
    PendingCall *putArchive(const QString &id, const QString &path, QIODevice *tar, QObject *context,
                            Callback<void> done);
    /// `GET /containers/{id}/archive?path=`: a tar as it comes.
    ArchiveStream *getArchive(const QString &id, const QString &path, QObject *parent);
    /// `HEAD /containers/{id}/archive?path=`.
    PendingCall *statPath(const QString &id, const QString &path, QObject *context, Callback<PathStat> done);

private:
    Requester &m_requester;
};

} // namespace longshore
