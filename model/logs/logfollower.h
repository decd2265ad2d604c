// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/logstream.h"
#include "dockerclient/types/ids.h"
#include "model/logs/logcursor.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace longshore
{

class EngineClient;

/// What comparing what was taken with the engine's own log gave.
struct LogComparison {
    bool compared = false; ///< the engine gave its log
    qint64 missed = 0;     ///< bytes that only the comparison brought: Docker may end a stream before the last line's rest
    QString trouble;       ///< one sentence when the two differ or could not be compared
};

/// Follows a container's log over breaks (reliability §5.5): when the stream ends or dies it is opened again, and only what
/// was not taken yet is passed on. A stream that is silent is checked by a heartbeat (M12); one that speaks is never
/// polled. Belongs to the client's thread.
class LogFollower : public QObject
{
    Q_OBJECT
public:
    struct Timing {
        int reopenMs = 500;
        int silenceMs = 15'000; ///< without a byte: look whether the engine, and the stream, are alive
        int answerMs = 5'000;   ///< that the engine has for each answer of that look
        int compareMs = 15'000; ///< without a byte while comparing
    };
    /// Which part of the log is wanted; the default is all of it.
    struct Range {
        QString since{}; ///< `seconds.nanoseconds`, inclusive
        QString until{};
        int tail = -1;   ///< records, -1 = all
        bool isAll() const { return since.isEmpty() && until.isEmpty() && tail < 0; }
    };

    LogFollower(EngineClient &client, const Timing &timing, QObject *parent);

    void start(const ContainerId &container, bool tty, const Range &range);
    /// Opens the stream anew, at once.
    void reopen();
    /// No signal comes any more. `reopen` and `compare` start it again.
    void stop();
    /// The engine buffers meanwhile.
    void setPaused(bool paused);
    /// Streams opened from now on wait for more (the default) or only bring what there is: of a log that is followed
    /// though its container has ended, Podman 4 leaves out lines by chance.
    void setFollowing(bool follows) { m_follows = follows; }
    /// The stream ended and is about to be opened again.
    bool isBetween() const { return m_reopen.isActive(); }
    const LogCursor &cursor() const { return m_cursor; }

    enum class Extent {
        Whole, ///< from the beginning, or only the end of a log longer than 256 MiB; for a log that was asked for whole (Range::isAll)
        End    ///< from a second before the newest byte on
    };
    /// Ends the following and reads the log once more; what was never taken is delivered as always, and where the two
    /// differ after a `gap`.
    void compare(Extent extent = Extent::Whole);

Q_SIGNALS:
    /// What is new (not what the engine says about itself: `ended` has that), in the order of arrival; valid during the signal.
    void frames(const QList<longshore::LogFrame> &frames);
    /// Lines may be missing here or come twice; a sentence.
    void gap(const QString &text);
    void note(const QString &text);
    /// The stream ended, cleanly or not; it is opened again a moment later unless `stop` is called.
    void ended(const longshore::Result<void> &result);
    /// The engine stopped, or began again, to answer.
    void answering(bool answers);
    void compared(const longshore::LogComparison &comparison);

private:
    void open();
    void take(const QList<LogFrame> &frames);
    void mismatch();
    void conclude(const Result<void> &result);
    void closeStream();
    void lookAfterSilence();
    void inspectQuiet();
    void probe();
    void heard(bool answers);
    void openComparison();
    void concludeComparison(const Result<void> &result);

    EngineClient &m_client;
    Timing m_timing;
    ContainerId m_container;
    Range m_range;
    LogCursor m_cursor;
    LogCursor::Way m_next = LogCursor::Way::Since;
    LogComparison m_comparison;
    Extent m_extent = Extent::Whole;
    QList<LogFrame> m_fresh; ///< kept for its memory
    QPointer<LogStream> m_stream;
    QPointer<LogStream> m_probe;
    QTimer m_reopen;
    QTimer m_silence;
    QElapsedTimer m_lastBytes;
    int m_tries = 0; ///< to compare
    bool m_tty = false;
    bool m_paused = false;
    bool m_follows = true;
    bool m_comparing = false;
    bool m_differs = false;
    bool m_stopped = true;
    bool m_answers = true;
};

} // namespace longshore
