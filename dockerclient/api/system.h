// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/pendingcall.h"
#include "dockerclient/result.h"
#include "dockerclient/types/diskusage.h"
#include "dockerclient/types/system.h"

#include <QDateTime>

namespace longshore
{

class EventStream;
class Requester;

/// Calls about the engine itself.
class SystemApi
{
public:
    explicit SystemApi(Requester &requester) : m_requester(requester) {}

    /// `GET /_ping`, always unversioned.
    PendingCall *ping(QObject *context, Callback<Ping> done, int deadlineMs = 5000);
    /// Whether builds may ask for BuildKit: Docker 18.09 and newer on Linux, unless its `/_ping` recommends the classic
    /// builder (`Builder-Version: 1`). Never Podman.
    PendingCall *offersBuildKit(QObject *context, Callback<bool> done);
    /// `GET /version`, always unversioned. 0.5-0.8 s on Podman 4.3: never poll it.
    PendingCall *version(QObject *context, Callback<EngineVersion> done, int deadlineMs = 30'000);
    /// `GET /info`.
    PendingCall *info(QObject *context, Callback<EngineInfo> done);
    /// `GET /system/df`, the part about images. It walks layers, before API 1.42 containers and volumes too: never poll it.
    PendingCall *diskUsage(QObject *context, Callback<DiskUsage> done, int deadlineMs = 60'000);

    /// `POST /auth`: lets the engine log in to a registry; `credential` is the JSON that X-Registry-Auth holds, not
    /// encoded. Gives the token to use instead of the password, empty when there is none. Docker only: Podman wants TLS.
    PendingCall *checkAuth(const QByteArray &credential, QObject *context, Callback<QString> done);

    struct EventsOptions {
        QDateTime since{};        ///< invalid = from now
        QStringList types{};      ///< `container`, `image`, …; empty = all
        QStringList labels{};     ///< `key` or `key=value`
        QStringList containers{}; ///< ids or names
    };
    /// `GET /events`. No heartbeat exists: death is seen by EOF, or by a `ping` of the caller's.
    EventStream *events(const EventsOptions &options, QObject *parent);

private:
    Requester &m_requester;
};

} // namespace longshore
