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
    /// The next requests of this kind are refused with this status.
    void refuse(const QByteArray &kind, int status, int times = 1) { m_refused[kind] = {status, times}; }
    /// Requests of this kind are obeyed and not answered before `letGo`.
    void hold(const QByteArray &kind) { m_held.insert(kind); }
    void letGo(const QByteArray &kind);
    void dropHeld(); ///< closes the connections of all held requests; what comes next is not held

    // What the component and others do.
    void write(const QByteArray &text, int source = 1); ///< one frame; 1 stdout, 2 stderr
    void exit(int code);                ///< the state says so, waits are answered; logs go on until endLogs()
    void endLogs();                     ///< whoever follows sees the end
    void breakLogs();                   ///< the connections of the logs close in the middle
    void breakWaits();
    void breakEvents() { close(m_events, {}); }
    void removeOutside(); ///< `docker rm -f`
    void makeContainer(const QByteArray &config = "{}"); ///< it exists and runs, as if others had made it; `config` is merged into its inspect
    void restart(int code); ///< it ends and starts again; who follows its log sees an end, who listens two events
    void startAgain();
    void die(int code);   ///< as `exit`, and who listens hears of it
    void setPodman() { m_podman = true; } ///< it calls itself so
    void vanish();        ///< the engine is gone: no socket, no connection

    // The log's own ways.
    enum class Stamps { Nanoseconds, Seconds };
    /// Each frame is stamped this much later than the one before.
    void setStamps(Stamps stamps, qint64 step = 1'000'000) { m_coarse = stamps == Stamps::Seconds, m_step = step; }
    void stepClock(qint64 nanoseconds) { m_time += nanoseconds; }
    enum class Since { PerFrame, UpToFirst, Refused, Ignored };
    void setSince(Since since) { m_since = since; } ///< how `since` is understood (reliability §5.5)
    /// The next readers get so many bytes of their stream each, then the connection closes in the middle.
    void cutLogs(const QList<qsizetype> &after) { m_cuts = after; }
    void stallLogs(); ///< the readers of now get nothing any more, not even an end
    void writeUnseen(const QByteArray &text); ///< one frame for the log that its readers of now do not get
    void forget(qsizetype from, qsizetype count); ///< frames are gone from the log (M9)
    void setLogAnswer(int status, const char *text) { m_logStatus = status, m_logProblem = text; } ///< 200: the log again
    /// What the log holds of a stream.
    QByteArray logged(int source) const;

    int count(const QByteArray &kind) const { return m_counts.value(kind); }
    bool exists() const { return m_exists; }
    bool running() const { return m_running; }
    int logReaders() const { return int(m_logs.size()); }
    int eventListeners() const { return int(m_events.size()); }
    QByteArray lastLogQuery() const { return m_logQuery; }
    qsizetype cutsLeft() const { return m_cuts.size(); }
    QByteArray id() const;

private:
    struct Request {
        QByteArray method;
        QByteArray path; ///< without version and query
        QByteArray query;
        QByteArray body;
        QByteArray kind() const;
    };
    struct Entry {
        int source;
        qint64 time;
        QByteArray text;
    };
    struct Reader {
        QPointer<QLocalSocket> socket;
        qsizetype left = -1; ///< bytes until its connection is cut, -1 = never
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
    QByteArray logs(const Request &request, QLocalSocket *socket);
    void sendEvent(const char *action, int code);
    static const QByteArray streamHead;
    static QByteArray chunk(const QByteArray &bytes);
    static QByteArray problem(int status, const char *text);
    static void close(QList<QPointer<QLocalSocket>> &sockets, const QByteArray &last);

    QTemporaryDir m_dir;
    std::unique_ptr<QLocalServer> m_server;
    QHash<QLocalSocket *, QByteArray> m_input;
    QHash<QByteArray, int> m_lost;
    QHash<QByteArray, std::pair<int, int>> m_refused; ///< status, times
    QSet<QByteArray> m_held;
    QList<Waiting> m_waiting;
    QHash<QByteArray, int> m_counts;
    QList<Reader> m_logs;
    QList<QPointer<QLocalSocket>> m_waits;
    QByteArray stamp(qint64 time) const;
    QByteArray framed(const Entry &entry) const;
    void send(Reader &reader, const QByteArray &bytes);
    void closeLogs(const QByteArray &last);

    QList<Entry> m_log;
    QList<qsizetype> m_cuts;
    QList<QPointer<QLocalSocket>> m_events;
    QByteArray m_logQuery;
    QByteArray m_config = "{}"; ///< merged into the inspect
    Since m_since = Since::PerFrame;
    qint64 m_time = 1'767'225'600'000'000'000; ///< 2026-01-01
    qint64 m_step = 1'000'000;
    bool m_coarse = false;
    bool m_podman = false;
    bool m_tty = false;
    int m_logStatus = 200;
    const char *m_logProblem = "";
    qint64 m_startedAt = 0;
    QByteArray m_labels = "{}";
    QByteArray m_name;
    bool m_exists = false;
    bool m_everStarted = false;
    bool m_running = false;
    bool m_logEnded = false;
    int m_exitCode = 0;
};

} // namespace longshore::test
