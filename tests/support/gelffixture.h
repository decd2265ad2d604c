// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/gelf/gelflistener.h"

#include <QTcpSocket>
#include <QUdpSocket>

namespace longshore::test
{

using namespace Qt::StringLiterals;

inline const QString gelfContainer = u"4f0c1e2d3b4a59687716253443526170f9e8d7c6b5a4938271605f4e3d2c1b0a"_s;
inline const QHostAddress loopback(QHostAddress::LocalHost);

/// A message of that container.
inline QByteArray valid(const QByteArray &text)
{
    return "{\"host\":\"4f0c1e2d3b4a\",\"level\":6,\"timestamp\":1,\"short_message\":\"" + text + "\"}";
}

inline QByteArray post(const QByteArray &body, const QByteArray &header = {})
{
    return "POST /gelf HTTP/1.1\r\n" + header + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

/// A listener on loopback and what it said.
struct GelfFixture {
    explicit GelfFixture(GelfListener::Protocol protocol, GelfListener::Options options = {})
        : listener([&] {
            options.protocol = protocol;
            options.address = loopback;
            return options;
        }())
    {
        QObject::connect(&listener, &GelfListener::message, &listener, [this](const GelfMessage &message) { texts << message.text; });
        QObject::connect(&listener, &GelfListener::notice, &listener, [this](const QString &text) { notices << text; });
        const auto port = listener.listen();
        if (!port)
            qFatal("%s", qPrintable(port.error().sentence()));
        listener.setContainerId(gelfContainer);
    }
    void connectPeer(QTcpSocket &socket) { socket.connectToHost(loopback, listener.port()); }
    void send(QUdpSocket &socket, const QByteArray &datagram) { socket.writeDatagram(datagram, loopback, listener.port()); }

    GelfListener listener;
    QStringList texts;
    QStringList notices;
};

} // namespace longshore::test
