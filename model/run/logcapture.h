// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/logstream.h"
#include "dockerclient/types/ids.h"
#include "model/logs/logsegment.h"
#include "model/run/redactor.h"

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <array>

namespace longshore
{

class EngineClient;

/// Follows a container's log into a capsule: secrets replaced before a byte reaches the disk, frames as the engine cut
/// them (M6). When the stream breaks while the component still works it is opened again, and what is stored already is
/// skipped by counting bytes per stream (reliability §5.5).
class LogCapture : public QObject
{
    Q_OBJECT
public:
    LogCapture(EngineClient &client, const QString &capsule, const Redactor &redactor, QObject *parent);

    void start(const ContainerId &container, bool tty);
    /// The component ended: the next end of the stream is the log's. Should none come, `idleMs` without a frame is one.
    void drain(int idleMs = 10000);
    /// Ends the capture; no `finished`.
    void stop();
    /// A line of Longshore's own (A14).
    Result<void> note(const QString &text);
    /// Writes what was held back and syncs.
    Result<void> close();

    /// The last megabyte of a stream, redacted (X10).
    QByteArray tail(LogSource source) const { return m_tails[size_t(source)]; }
    bool sawLines() const { return m_writer.frameCount() > 0; }

Q_SIGNALS:
    void appended();
    /// The log is complete, or the disk failed.
    void finished(const longshore::Result<void> &result);

private:
    void open();
    void take(const QList<LogFrame> &frames);
    void ended(const Result<void> &result);
    void finish(const Result<void> &result);
    Result<void> store(LogSource source, qint64 time, const QByteArray &bytes, bool replaced);

    EngineClient &m_client;
    ContainerId m_container;
    bool m_tty = false;
    LogWriter m_writer;
    std::array<RedactingStream, 4> m_redactors;
    std::array<QByteArray, 4> m_tails;
    std::array<qint64, 4> m_received{}; ///< raw bytes taken of each stream
    std::array<qint64, 4> m_skip{};     ///< raw bytes still to be skipped after a reconnect
    std::array<qint64, 4> m_times{};    ///< of the newest frame
    QPointer<LogStream> m_stream;
    QTimer m_reopen;
    QTimer m_idle;
    QTimer m_flush;
    bool m_draining = false;
    bool m_complete = false; ///< the last stream ended as a log ends
    bool m_done = false;
};

} // namespace longshore
