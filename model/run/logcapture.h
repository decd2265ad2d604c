// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logfollower.h"
#include "model/logs/logsegment.h"
#include "model/run/redactor.h"

#include <QObject>
#include <QTimer>
#include <array>
#include <memory>

namespace longshore
{

/// Follows a container's log into a capsule: secrets replaced before a byte reaches the disk, frames as the engine cut
/// them (M6). Before the log is complete it is compared with the engine's own (reliability §5.5).
class LogCapture : public QObject
{
    Q_OBJECT
public:
    /// `writer` is the run's: stages write one after another.
    LogCapture(EngineClient &client, std::shared_ptr<LogWriter> writer, const Redactor &redactor, QObject *parent,
               const LogFollower::Timing &timing = {});
    /// With a log of its own.
    LogCapture(EngineClient &client, const QString &capsule, const Redactor &redactor, QObject *parent,
               const LogFollower::Timing &timing = {});

    void start(const ContainerId &container, bool tty);
    /// What of this container's log an earlier capture stored, redacted, by stream: it is left out, after comparing it.
    /// Before `start`.
    struct Stored {
        qint64 bytes = 0;
        quint32 crc = ~0u; ///< register of CRC-32C over them
    };
    using StoredLog = std::array<Stored, 4>;
    void resume(const StoredLog &stored) { m_stored = stored; }
    /// The component ended: the next end of the stream is the log's. Should none come, `idleMs` without a frame is one.
    void drain(int idleMs = 10000);
    /// Ends the capture; no `finished`.
    void stop();
    /// A line of Longshore's own (A14).
    Result<void> note(const QString &text, quint8 flags = 0);
    /// A GELF message of the component, redacted already (G8); `json` is one line.
    Result<void> gelf(const QByteArray &json);
    /// Writes what was held back and syncs.
    Result<void> close();

    /// Once finished: how the log compares with the engine's own.
    const LogComparison &comparison() const { return m_comparison; }

Q_SIGNALS:
    void appended();
    /// The log is complete, or the disk failed.
    void finished(const longshore::Result<void> &result);

private:
    void take(const QList<LogFrame> &frames);
    void noteGap(const QString &text);
    void ended(const Result<void> &result);
    void compare();
    void compared(const LogComparison &comparison);
    void finish(const Result<void> &result);
    QByteArray unknown(LogSource source, const QByteArray &clean);
    Result<void> store(LogSource source, qint64 time, const QByteArray &bytes, bool replaced);

    std::shared_ptr<LogWriter> m_writer;
    LogFollower m_follower;
    LogComparison m_comparison;
    Redactor m_redactor;
    std::array<RedactingStream, 4> m_redactors;
    std::array<qint64, 4> m_times{}; ///< of the newest frame
    StoredLog m_stored{};
    std::array<quint32, 4> m_seen{~0u, ~0u, ~0u, ~0u}; ///< registers over what was left out
    QString m_said; ///< by the engine about its failure to read the log
    QTimer m_idle;
    QTimer m_flush;
    bool m_draining = false;
    bool m_complete = false; ///< the last stream ended as a log ends
    bool m_comparing = false;
    bool m_done = false;
};

} // namespace longshore
