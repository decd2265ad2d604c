// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/gelf/gelflistener.h"

#include <QElapsedTimer>
#include <QNetworkDatagram>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUdpSocket>
#include <algorithm>
#include <cerrno>
#include <memory>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr qint64 readBuffer = 256 << 10;     ///< of one connection: the kernel, and so the component, holds the rest
constexpr qint64 unreadReplies = 64 << 10;   ///< a peer that never reads its answers is cut off
constexpr int datagramsPerTurn = 256;
constexpr int udpBuffer = 4 << 20;
constexpr auto settleTime = std::chrono::milliseconds(50);

quint16 randomPort() // G1
{
    return quint16(QRandomGenerator::global()->bounded(12202, 13203));
}

std::function<qint64()> monotonicClock()
{
    auto timer = std::make_shared<QElapsedTimer>();
    timer->start();
    return [timer] { return timer->elapsed(); };
}

/// Why the address may not be listened on; empty when it may.
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

GelfListener::Options completed(GelfListener::Options options)
{
    if (!options.pickPort)
        options.pickPort = randomPort;
    if (!options.clock)
        options.clock = monotonicClock();
    return options;
}

} // namespace

GelfListener::GelfListener(Options options, QObject *parent)
    : QObject(parent), m_options(completed(std::move(options))), m_decoder(m_options.redactor), m_chunks(m_options.clock)
    , m_notices(m_options.clock), m_summary(this), m_grace(this), m_settle(this)
{
    for (QTimer *timer : {&m_summary, &m_grace, &m_settle})
        timer->setSingleShot(true);
    m_summary.setInterval(std::chrono::milliseconds(GelfNotices::window));
    connect(&m_summary, &QTimer::timeout, this, [this] {
        if (const QString text = m_notices.summary(true); !text.isEmpty())
            Q_EMIT notice(text);
    });
    connect(&m_grace, &QTimer::timeout, this, &GelfListener::finish);
    connect(&m_settle, &QTimer::timeout, this, [this] {
        if (m_peers.empty() && !m_udp)
            finish();
    });
}

GelfListener::~GelfListener() = default;

Result<quint16> GelfListener::listen()
{
    const QString asked = u"listen for GELF messages"_s;
    if (const QString problem = addressProblem(m_options.address); !problem.isEmpty())
        return fail(Error::make(Error::Kind::BadInput, asked, problem, u"Give the address of the containers' network on this machine."_s));
    if (m_options.protocol == Protocol::Udp) {
        m_udp = new QUdpSocket(this);
        connect(m_udp, &QUdpSocket::readyRead, this, &GelfListener::readDatagrams);
    } else {
        m_server = new QTcpServer(this);
        m_server->setMaxPendingConnections(maxConnections);
        connect(m_server, &QTcpServer::newConnection, this, &GelfListener::takeConnections);
    }
    QString problem;
    for (int i = 0; i < portTries; ++i) {
        problem = bindOnce(m_options.pickPort());
        if (problem.isEmpty())
            return port();
    }
    return fail(Error::make(Error::Kind::Conflict, asked,
                            u"%1 ports on %2 were tried, the last one said: %3"_s.arg(portTries).arg(m_options.address.toString(), problem),
                            u"Check that the address is one of this machine's and that the ports 12202 to 13202 are not all in use."_s));
}

/// Empty when it worked, else what the system said.
QString GelfListener::bindOnce(quint16 port)
{
    if (m_options.isBoundEarly && m_options.address.protocol() == QAbstractSocket::IPv4Protocol)
        return bindEarly(port);
    if (m_server)
        return m_server->listen(m_options.address, port) ? QString() : m_server->errorString();
    if (!m_udp->bind(m_options.address, port, QAbstractSocket::DontShareAddress))
        return m_udp->errorString();
    m_udp->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, udpBuffer);
    return {};
}

// Linux lets a socket have an address that is not there yet; Qt has no word for it.
QString GelfListener::bindEarly(quint16 port)
{
    const int fd = ::socket(AF_INET, (m_udp ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int on = 1;
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(port);
    name.sin_addr.s_addr = htonl(m_options.address.toIPv4Address());
    const bool bound = fd >= 0 && ::setsockopt(fd, IPPROTO_IP, IP_FREEBIND, &on, sizeof on) == 0
                       && ::bind(fd, reinterpret_cast<sockaddr *>(&name), sizeof name) == 0
                       && (m_udp || ::listen(fd, maxConnections) == 0);
    const QString problem = bound ? QString() : qt_error_string(errno);
    const bool taken = bound && (m_udp ? m_udp->setSocketDescriptor(fd, QAbstractSocket::BoundState) : m_server->setSocketDescriptor(fd));
    if (taken) {
        if (m_udp)
            m_udp->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, udpBuffer);
        return {};
    }
    if (fd >= 0)
        ::close(fd);
    return problem.isEmpty() ? u"the socket could not be used"_s : problem;
}

quint16 GelfListener::port() const
{
    return m_server ? m_server->serverPort() : m_udp ? m_udp->localPort() : quint16(0);
}

void GelfListener::takeConnections()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        if (m_peers.size() >= maxConnections) {
            note(u"A GELF connection was refused: there are %1 already."_s.arg(int(maxConnections)));
            socket->abort();
            socket->deleteLater();
            continue;
        }
        socket->setReadBufferSize(readBuffer);
        m_peers.try_emplace(socket);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readPeer(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] { onPeerClosed(socket); });
        readPeer(socket);
        if (socket->state() != QAbstractSocket::ConnectedState)
            onPeerClosed(socket);
    }
}

void GelfListener::readPeer(QTcpSocket *socket)
{
    const auto found = m_peers.find(socket);
    if (m_paused || found == m_peers.end())
        return;
    Peer &peer = found->second;
    const QByteArray bytes = socket->readAll(); // at most `readBuffer`
    if (bytes.isEmpty())
        return;
    if (m_options.protocol == Protocol::Tcp) {
        for (const QByteArray &frame : peer.stream.feed(bytes))
            decode(frame);
        noteTooLong(peer.stream.takeTooLong());
    } else {
        const GelfHttp::Step step = peer.http.feed(bytes);
        for (const QByteArray &body : step.bodies)
            decodeBody(body);
        socket->write(step.reply);
        if (step.close && !step.reply.startsWith("HTTP/1.1 202"))
            note(u"A GELF request over HTTP was refused: %1."_s.arg(QString::fromLatin1(step.reply.mid(9, step.reply.indexOf('\r') - 9))));
        if (socket->bytesToWrite() > unreadReplies)
            socket->abort();
        else if (step.close)
            socket->disconnectFromHost();
    }
    keepWithinBudget();
}

void GelfListener::onPeerClosed(QTcpSocket *socket)
{
    const auto found = m_peers.find(socket);
    if (found == m_peers.end())
        return;
    found->second.ended = true;
    if (!m_paused)
        endPeer(socket);
}

void GelfListener::endPeer(QTcpSocket *socket)
{
    readPeer(socket);
    const auto found = m_peers.find(socket);
    if (found == m_peers.end())
        return;
    const QByteArray rest = m_options.protocol == Protocol::Tcp ? found->second.stream.end() : found->second.http.end(); // G2
    m_peers.erase(found);
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
    decode(rest);
    settle();
}

/// A component may open many connections and finish no message on any: the greediest one is cut off.
void GelfListener::keepWithinBudget()
{
    qsizetype total = 0;
    for (const auto &[socket, peer] : m_peers)
        total += peer.pending();
    if (total <= maxPending)
        return;
    const auto greediest = std::max_element(m_peers.begin(), m_peers.end(),
                                            [](const auto &a, const auto &b) { return a.second.pending() < b.second.pending(); });
    note(u"A GELF connection was closed: unfinished messages took more than 64 MiB."_s);
    QTcpSocket *socket = greediest->first;
    m_peers.erase(greediest);
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
}

void GelfListener::readDatagrams()
{
    for (int i = 0; i < datagramsPerTurn; ++i) {
        if (m_paused || m_finished || !m_udp->hasPendingDatagrams())
            return;
        const auto whole = m_chunks.add(m_udp->receiveDatagram().data());
        noteAbandoned();
        if (!whole)
            note(whole.error());
        else if (*whole)
            decode(**whole);
    }
    QTimer::singleShot(0, this, &GelfListener::readDatagrams); // others have their turn
}

void GelfListener::decodeBody(QByteArrayView body)
{
    const auto plain = gelfInflated(body);
    if (plain)
        decode(*plain);
    else
        note(plain.error());
}

void GelfListener::decode(QByteArrayView frame)
{
    for (const GelfResult &result : m_decoder.decode(frame)) {
        if (result)
            Q_EMIT message(*result);
        else
            note(result.error());
    }
}

void GelfListener::noteTooLong(int count)
{
    for (int i = 0; i < count; ++i)
        note(u"Invalid message: it is longer than 8 MiB."_s);
}

void GelfListener::noteAbandoned()
{
    if (const int count = m_chunks.takeAbandoned())
        note(u"Invalid message: some chunks never came (%1 of them)."_s.arg(count));
}

void GelfListener::note(const QString &text)
{
    if (const QString summary = m_notices.summary(); !summary.isEmpty())
        Q_EMIT notice(summary);
    if (m_notices.admit())
        Q_EMIT notice(text);
    else if (!m_summary.isActive())
        m_summary.start();
}

void GelfListener::setPaused(bool paused)
{
    if (m_paused == paused || m_finished)
        return;
    m_paused = paused;
    if (paused)
        return;
    if (m_udp)
        readDatagrams();
    std::vector<QTcpSocket *> sockets; // peers may go while they are read
    for (const auto &[socket, peer] : m_peers)
        sockets.push_back(socket);
    for (QTcpSocket *socket : sockets) {
        readPeer(socket);
        if (const auto found = m_peers.find(socket); found != m_peers.end() && found->second.ended)
            endPeer(socket);
    }
}

void GelfListener::stop()
{
    if (m_stopping)
        return;
    m_stopping = true;
    setPaused(false);
    m_grace.start(m_options.grace);
    settle();
}

/// A connection that was made just before the end is in the server's queue until the event loop runs.
void GelfListener::settle()
{
    if (m_stopping && !m_finished && m_peers.empty())
        m_settle.start(settleTime);
}

void GelfListener::finish()
{
    if (m_finished)
        return;
    m_finished = true;
    m_grace.stop();
    m_settle.stop();
    if (m_server)
        m_server->close();
    while (!m_peers.empty())
        endPeer(m_peers.begin()->first);
    if (m_udp)
        m_udp->close();
    m_chunks.abandonAll();
    noteAbandoned();
    m_summary.stop();
    if (const QString text = m_notices.summary(true); !text.isEmpty())
        Q_EMIT notice(text);
    Q_EMIT finished();
}

} // namespace longshore
