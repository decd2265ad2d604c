// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"

#include <QHash>
#include <QList>
#include <QLocalServer>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTemporaryDir>
#include <memory>

class QLocalSocket;

namespace longshore::test
{

/// An engine without containers of its own: it keeps the books of one container as Docker 20.10 does and lets a test
/// decide when the component writes, ends or disappears, and which answers are lost. In the test's thread.
class FakeEngine : public QObject
{
public:
    FakeEngine();
    ~FakeEngine() override;

    Endpoint endpoint() const { return Endpoint::unixSocket(m_dir.filePath(QStringLiteral("engine.sock"))); }

    /// The next requests of this kind ("create", "start", "wait", …, the last part of its path) are obeyed, but their
    /// connections are closed instead of answered.
    void loseAnswer(const QByteArray &kind, int times = 1) { m_lost[kind] = times; }
    /// Requests of this kind are obeyed and not answered before `letGo`.
    void hold(const QByteArray &kind) { m_held.insert(kind); }
    void letGo(const QByteArray &kind);
    void dropHeld(); ///< closes the connections of all held requests; what comes next is not held

    // What the component and others do.
    void write(const QByteArray &text); ///< one frame on stdout
    void exit(int code);                ///< the state says so, waits are answered; logs go on until endLogs()
    void endLogs();                     ///< whoever follows sees the end
    void breakLogs();                   ///< the connections of the logs close in the middle
    void breakWaits();
    void removeOutside(); ///< `docker rm -f`
    void vanish();        ///< the engine is gone: no socket, no connection

    int count(const QByteArray &kind) const { return m_counts.value(kind); }
    bool exists() const { return m_exists; }
    bool running() const { return m_running; }
    int logReaders() const { return int(m_logs.size()); }

private:
    struct Request {
        QByteArray method;
        QByteArray path; ///< without version and query
        QByteArray query;
        QByteArray body;
        QByteArray kind() const;
    };
    struct Waiting {
        QByteArray kind;
        QPointer<QLocalSocket> socket;
        QByteArray bytes;
    };

    void serve(QLocalSocket *socket);
    void handle(QLocalSocket *socket, const Request &request);
    QByteArray answer(QLocalSocket *socket, const Request &request);
    QByteArray container(const Request &request, const QByteArray &kind, QLocalSocket *socket);
    QByteArray create(const Request &request);
    QByteArray start();
    QByteArray inspect() const;
    static void close(QList<QPointer<QLocalSocket>> &sockets, const QByteArray &last);

    QTemporaryDir m_dir;
    std::unique_ptr<QLocalServer> m_server;
    QHash<QLocalSocket *, QByteArray> m_input;
    QHash<QByteArray, int> m_lost;
    QSet<QByteArray> m_held;
    QList<Waiting> m_waiting;
    QHash<QByteArray, int> m_counts;
    QList<QPointer<QLocalSocket>> m_logs;
    QList<QPointer<QLocalSocket>> m_waits;
    QByteArray m_log; ///< framed
    QByteArray m_labels = "{}";
    QByteArray m_name;
    bool m_exists = false;
    bool m_everStarted = false;
    bool m_running = false;
    bool m_logEnded = false;
    int m_exitCode = 0;
};

} // namespace longshore::test
