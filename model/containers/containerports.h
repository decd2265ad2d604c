// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"
#include "dockerclient/types/container.h"

#include <QUrl>

namespace longshore
{

/// A port as people look at it: the same publication on IPv4 and IPv6 once.
struct PortView {
    int privatePort = 0;
    int publicPort = 0; ///< 0 = not published
    QString type;       ///< `tcp`, `udp`, …
    QString host;       ///< the address it is published on; empty = every address

    bool operator==(const PortView &) const = default;
    /// "8080→80", "127.0.0.1:8080→80", "53/udp".
    QString text() const;
};

/// Published ones first, by number.
QList<PortView> portViews(const QList<ContainerPort> &ports);
/// "8080→80, 9000".
QString portsText(const QList<ContainerPort> &ports);

/// Where a browser on this machine reaches a published TCP port of an engine at `endpoint`; empty for any other port.
QUrl portUrl(const PortView &port, const Endpoint &endpoint);

} // namespace longshore
