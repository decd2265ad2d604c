// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QString>

class QTcpServer;
class QUdpSocket;

/// How the sockets of a GelfListener come to their address.
namespace longshore::gelf
{

struct Place {
    QHostAddress address;
    quint16 port = 0;
    bool isEarly = false; ///< the address may not be there yet; IPv4 only
};

/// Why the address may not be listened on; empty when it may.
QString addressProblem(const QHostAddress &address);
/// Empty when it worked, else what the system said.
QString listenAt(const Place &place, QTcpServer *server);
/// As `listenAt`; the kernel's buffer becomes larger.
QString bindTo(const Place &place, QUdpSocket *socket);

} // namespace longshore::gelf
