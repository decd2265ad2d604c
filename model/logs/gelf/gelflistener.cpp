// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/gelf/gelflistener.h"

#include "model/logs/gelf/gelfbinding.h"
#include "model/logs/gelf/gelfpeers.h"

#include <QElapsedTimer>
#include <QNetworkDatagram>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QUdpSocket>
#include <memory>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int datagramsPerTurn = 256;
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
        if (!m_udp && hasNoPeers())
            finish();
    });
}

GelfListener::~GelfListener() = default;

Result<quint16> GelfListener::listen()
{
    const QString asked = u"listen for GELF messages"_s;
    if (const QString problem = gelf::addressProblem(m_options.address); !problem.isEmpty())
        return fail(Error::make(Error::Kind::BadInput, asked, problem, u"Give the address of the containers' network on this machine."_s));
    if (m_options.protocol == Protocol::Udp) {
        m_udp = new QUdpSocket(this);
        connect(m_udp, &QUdpSocket::readyRead, this, &GelfListener::readDatagrams);
    } else {
        m_peers = new GelfPeers(m_options.protocol == Protocol::Http, this);
        m_peers->setPaused(m_paused);
        connect(m_peers, &GelfPeers::frame, this, &GelfListener::decode);
        connect(m_peers, &GelfPeers::body, this, &GelfListener::decodeBody);
        connect(m_peers, &GelfPeers::trouble, this, &GelfListener::note);
        connect(m_peers, &GelfPeers::ended, this, &GelfListener::settle);
    }
    QString problem;
    for (int i = 0; i < portTries; ++i) {
        const gelf::Place place{m_options.address, m_options.pickPort(), m_options.isBoundEarly};
        problem = m_udp ? gelf::bindTo(place, m_udp) : gelf::listenAt(place, m_peers->server());
        if (problem.isEmpty())
            return port();
    }
    return fail(Error::make(Error::Kind::Conflict, asked,
                            u"%1 ports on %2 were tried, the last one said: %3"_s.arg(portTries).arg(m_options.address.toString(), problem),
                            u"Check that the address is one of this machine's and that the ports 12202 to 13202 are not all in use."_s));
}

bool GelfListener::hasNoPeers() const
{
    return !m_peers || m_peers->isEmpty();
}

quint16 GelfListener::port() const
{
    return m_peers ? m_peers->server()->serverPort() : m_udp ? m_udp->localPort() : quint16(0);
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
    if (m_peers)
        m_peers->setPaused(paused);
    else if (m_udp && !paused)
        readDatagrams();
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
    if (m_stopping && !m_finished && hasNoPeers())
        m_settle.start(settleTime);
}

void GelfListener::finish()
{
    if (m_finished)
        return;
    m_finished = true;
    m_grace.stop();
    m_settle.stop();
    if (m_peers)
        m_peers->close();
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
