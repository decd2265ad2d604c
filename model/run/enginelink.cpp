// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/enginelink.h"

#include "dockerclient/api/system.h"

namespace longshore
{

EngineLink::EngineLink(const Endpoint &endpoint, QObject *parent) : QObject(parent), m_client(endpoint) {}

void EngineLink::ready(QObject *context, std::function<void(const Result<EngineInfo> &)> done)
{
    m_waiting.append({context, std::move(done)});
    if (m_waiting.size() > 1)
        return;
    if (m_known) {
        QMetaObject::invokeMethod(this, [this] { settle(m_info); }, Qt::QueuedConnection);
        return;
    }
    m_client.negotiate(this, [this](const Result<EngineVersion> &version) {
        if (!version)
            return settle(fail(version.error()));
        m_client.system().info(this, [this](const Result<EngineInfo> &info) { settle(info); });
    });
}

void EngineLink::settle(const Result<EngineInfo> &info)
{
    m_known = bool(info);
    if (info)
        m_info = *info;
    const auto waiting = std::exchange(m_waiting, {});
    for (const Waiter &waiter : waiting) {
        if (waiter.context)
            waiter.done(info);
    }
}

} // namespace longshore
