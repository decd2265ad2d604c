// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/engineclient.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace longshore
{

class RegistryAuth;

/// The engine room's connection to one engine: negotiated and asked who it is once, for all its runs.
class EngineLink : public QObject
{
    Q_OBJECT
public:
    explicit EngineLink(const Endpoint &endpoint, QObject *parent);

    EngineClient &client() { return m_client; }
    /// Who to be at which registry when images are pulled; null = nobody. Outlives this.
    RegistryAuth *registries() const { return m_registries; }
    void setRegistries(RegistryAuth *registries) { m_registries = registries; }
    /// Calls `done` once the API version is chosen and `GET /info` answered; asks again after a failure.
    void ready(QObject *context, std::function<void(const Result<EngineInfo> &)> done);
    /// The engine was lost: negotiate before the next run (F19).
    void reset() { m_known = false; }

private:
    void settle(const Result<EngineInfo> &info);

    EngineClient m_client;
    RegistryAuth *m_registries = nullptr;
    EngineInfo m_info;
    bool m_known = false;
    struct Waiter {
        QPointer<QObject> context;
        std::function<void(const Result<EngineInfo> &)> done;
    };
    QList<Waiter> m_waiting;
};

} // namespace longshore
