// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/gelf/gelfbinding.h"

#include <QTcpServer>
#include <QUdpSocket>
#include <QVariant>
#include <cerrno>
#include <functional>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace longshore::gelf
{
namespace
{

constexpr int udpBuffer = 4 << 20;

bool isForEarly(const Place &place)
{
    return place.isEarly && place.address.protocol() == QAbstractSocket::IPv4Protocol;
}

/// Linux lets a socket have an address that is not there yet; Qt has no word for it. `backlog`: of a stream, 0 for
/// datagrams. `take` gives the socket to Qt. Empty when all went well.
QString bindEarly(const Place &place, int backlog, const std::function<bool(int)> &take)
{
    const int fd = ::socket(AF_INET, (backlog > 0 ? SOCK_STREAM : SOCK_DGRAM) | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int on = 1;
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(place.port);
    name.sin_addr.s_addr = htonl(place.address.toIPv4Address());
    const bool bound = fd >= 0 && ::setsockopt(fd, IPPROTO_IP, IP_FREEBIND, &on, sizeof on) == 0
                       && ::bind(fd, reinterpret_cast<sockaddr *>(&name), sizeof name) == 0
                       && (backlog == 0 || ::listen(fd, backlog) == 0);
    const QString problem = bound ? QString() : qt_error_string(errno);
    if (bound && take(fd))
        return {};
    if (fd >= 0)
        ::close(fd);
    return problem.isEmpty() ? u"the socket could not be used"_s : problem;
}

} // namespace

QString addressProblem(const QHostAddress &address)
{
    bool isIPv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIPv4);
    if (address.isNull())
        return u"no address was given"_s;
    if (address == QHostAddress(QHostAddress::AnyIPv6) || address == QHostAddress(QHostAddress::Any) || (isIPv4 && ipv4 >> 24 == 0))
        return u"%1 stands for every address of this machine, so other machines could send messages"_s.arg(address.toString());
    if (address.isMulticast() || address.isBroadcast())
        return u"%1 is no address of one machine"_s.arg(address.toString());
    return {};
}

QString listenAt(const Place &place, QTcpServer *server)
{
    if (isForEarly(place))
        return bindEarly(place, server->maxPendingConnections(), [server](int fd) { return server->setSocketDescriptor(fd); });
    return server->listen(place.address, place.port) ? QString() : server->errorString();
}

QString bindTo(const Place &place, QUdpSocket *socket)
{
    QString problem;
    if (isForEarly(place))
        problem = bindEarly(place, 0, [socket](int fd) { return socket->setSocketDescriptor(fd, QAbstractSocket::BoundState); });
    else if (!socket->bind(place.address, place.port, QAbstractSocket::DontShareAddress))
        problem = socket->errorString();
    if (problem.isEmpty())
        socket->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, udpBuffer);
    return problem;
}

} // namespace longshore::gelf
