// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/logs/gelf/gelfchunks.h"
#include "model/logs/gelf/gelfdecoder.h"
#include "model/logs/gelf/gelfnotices.h"

#include <QHostAddress>
#include <QObject>
#include <QTimer>
#include <chrono>
#include <functional>

class QUdpSocket;

namespace longshore
{

class GelfPeers;

/// Takes the GELF messages of one container (contract §9.4). To be started before the container is made, since its
/// environment names the port, and given the container's id before it is started. One thread, never blocks.
class GelfListener : public QObject
{
    Q_OBJECT
public:
    enum class Protocol : quint8 { Tcp, Udp, Http };

    struct Options {
        Protocol protocol = Protocol::Tcp;
        QHostAddress address;   ///< of the containers' bridge on this machine; an address that others reach is refused
        bool isBoundEarly = false; ///< the address may only come up when the container starts
        Redactor redactor = Redactor();
        std::chrono::milliseconds grace{3000};    ///< how long `stop` waits for what is under way (G2)
        std::function<quint16()> pickPort;        ///< random in 12202 … 13202 unless given (G1)
        std::function<qint64()> clock;            ///< monotonic ms; a real one unless given
    };

    static constexpr int portTries = 10; // G1

    explicit GelfListener(Options options, QObject *parent = nullptr);
    ~GelfListener() override;

    /// The port listened on. Errors: BadInput for a wildcard, multicast or missing address; Conflict when no port was free.
    Result<quint16> listen();
    quint16 port() const;
    /// Only messages whose `host` is the start of it are accepted (G5); before it is set none is.
    void setContainerId(const QString &id) { m_decoder.setContainerId(id); }
    /// Stops reading: a component over TCP or HTTP then waits, datagrams are lost once the kernel's buffer is full.
    void setPaused(bool paused);
    /// The container has ended. What is under way is still taken: until the last connection is closed, at most for the
    /// grace period; with UDP for all of it. Then `finished`.
    void stop();

Q_SIGNALS:
    void message(const longshore::GelfMessage &message);
    /// A sentence about messages that were dropped; at most ten a second, then their number.
    void notice(const QString &text);
    /// Nothing more comes. Once, only after `stop`.
    void finished();

private:
    void readDatagrams();
    void decode(QByteArrayView frame);
    void decodeBody(QByteArrayView body);
    void noteAbandoned();
    void note(const QString &text);
    bool hasNoPeers() const;
    void settle();
    void finish();

    Options m_options;
    GelfDecoder m_decoder;
    GelfChunks m_chunks;
    GelfNotices m_notices;
    GelfPeers *m_peers = nullptr; ///< over TCP and HTTP, else …
    QUdpSocket *m_udp = nullptr;  ///< … this
    QTimer m_summary; ///< tells the number of dropped messages
    QTimer m_grace;
    QTimer m_settle;
    bool m_paused = false;
    bool m_stopping = false;
    bool m_finished = false;
};

} // namespace longshore
