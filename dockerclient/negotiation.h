// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/pendingcall.h"
#include "dockerclient/result.h"
#include "dockerclient/types/system.h"

#include <QElapsedTimer>

namespace longshore
{

class Requester;
class SystemApi;

/// `GET /_ping`, then `GET /version`, then the choice of the API version (see EngineClient::negotiate).
class Negotiation : public PendingCall
{
    Q_OBJECT
public:
    Negotiation(SystemApi &system, Requester &requester, int deadlineMs, QObject *context, Callback<EngineVersion> done,
                QObject *parent);
    void cancel() override;

private:
    void pinged(const Result<Ping> &ping);
    void versioned(const Result<EngineVersion> &version);
    void deliver(const Result<EngineVersion> &result);

    SystemApi &m_system;
    Requester &m_requester;
    Callback<EngineVersion> m_done;
    Ping m_ping;
    QElapsedTimer m_clock;
    int m_deadlineMs;
};

/// min(the engine's newest, ours), or UnsupportedApi when the ranges do not meet. Pure.
Result<ApiVersion> chooseApiVersion(const ApiVersion &engineOldest, const ApiVersion &engineNewest, const QString &asked);

} // namespace longshore
