// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/faultserver.h"

#include <QSocketNotifier>
#include <QTimer>

namespace longshore::test
{

/// One connection of a FaultServer, on the bare descriptor: a QLocalSocket cannot outlive the client's half-close.
class FaultPeer : public QObject
{
    Q_OBJECT
public:
    FaultPeer(int descriptor, int number, FaultServer *server);
    ~FaultPeer() override;

    void release();
    bool closeIfIdle();

private:
    void onReadable();
    void parseRequest();
    bool takeBody();
    void beginReply();
    void sendMore();
    void endReply();
    void close();

    FaultServer *m_server;
    int m_descriptor;
    int m_number;
    QSocketNotifier m_readable;
    QSocketNotifier m_writable;
    QTimer m_next;
    QByteArray m_input;
    RecordedRequest m_request;
    bool m_headDone = false;
    bool m_replying = false;
    bool m_rawPhase = false;
    FaultScript m_script;
    qsizetype m_position = 0;
};

} // namespace longshore::test
