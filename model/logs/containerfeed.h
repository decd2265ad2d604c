// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"
#include "dockerclient/types/container.h"
#include "dockerclient/types/system.h"
#include "model/logs/logfollower.h"
#include "model/logs/logreader.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <memory>
#include <optional>

namespace longshore
{

class EngineClient;
class EventStream;

/// Takes the frames of a log as they come; called on the feed's thread. A frame's bytes are valid during the call.
class FrameSink
{
public:
    virtual ~FrameSink() = default;
    virtual void frame(const StoredFrame &frame) = 0;
    /// What came together was given: a good moment to publish it.
    virtual void batchEnd() = 0;
};

/// Follows any container's log for a viewer: over broken streams and restarts of the engine without repeating a line, and
/// over restarts of the container, which become a note in the log (on Podman some lines late when it was quick: its stamps
/// are whole seconds). Has a client of its own and lives on whatever thread it
/// is moved to before `start`; takes at most about 4 ms of one turn of its event loop. Events are hints, inspect is truth.
class ContainerFeed : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Connecting,  ///< asking the engine
        Waiting,     ///< for the first line
        Streaming,
        Interrupted, ///< the stream or the engine was lost; it tries again by itself
        Ended,       ///< the container ended; should it start again, so does the feed
        Removed,     ///< and there is no more of it
        Unreadable,  ///< its log driver keeps nothing that can be read; the error has the engine's words
        Failed       ///< the engine or the container could not be reached at the beginning
    };
    Q_ENUM(State)
    using Options = LogFollower::Range;

    /// `container` is a whole id. `sink` must outlive this object.
    ContainerFeed(const Endpoint &endpoint, const ContainerId &container, FrameSink &sink, const Options &options = {},
                  QObject *parent = nullptr, const LogFollower::Timing &timing = {});
    ~ContainerFeed() override;

public Q_SLOTS:
    /// To be called once, on the feed's thread.
    void start();
    /// Nothing comes any more; may be called from a slot of the feed's, not by the sink. To be called before its thread ends:
    /// connections are deleted by the event loop.
    void stop();

Q_SIGNALS:
    /// `error` says why for Interrupted, Unreadable and Failed.
    void stateChanged(longshore::ContainerFeed::State state, const longshore::Error &error);
    /// The container's state as of the last inspect.
    void inspected(const longshore::ContainerDetails &details);

private:
    // containerfeed.cpp
    void negotiated(const Result<EngineVersion> &version);
    void listen();
    void look();
    void looked(const Result<ContainerDetails> &details);
    void lookAgain(const Error &error);
    void begin(const ContainerDetails &details);
    void restarted(const ContainerDetails &details);
    void goOn();
    void over(const ContainerDetails &details);
    void compared(const LogComparison &comparison);
    void untilCame();
    void readToEnd();
    void removed();
    void take(const QList<LogFrame> &frames);
    void ended(const Result<void> &result);
    void write(const QString &note, quint8 flags, qint64 time);
    void writeDivider();
    void restPausing();
    void enter(State state, const Error &error = {});

    const Endpoint m_endpoint;
    const ContainerId m_container;
    FrameSink &m_sink;
    const Options m_options;
    const LogFollower::Timing m_timing;
    std::unique_ptr<EngineClient> m_client; ///< made on the feed's thread
    std::unique_ptr<LogFollower> m_follower;
    QPointer<EventStream> m_events;
    State m_state = State::Failed;
    Error m_error;
    QDateTime m_startedAt; ///< of the run of the container that is being read
    std::optional<int> m_exitCode; ///< of the one before
    struct Divider {
        QString text;
        qint64 time = 0;
    };
    std::optional<Divider> m_divider; ///< to be written before the first frame as young as it
    QTimer m_lookAgain;
    QTimer m_until; ///< the end of the part that was asked for, where it is to come
    QElapsedTimer m_turn;
    quint64 m_seq = 0;
    bool m_running = false;
    bool m_wholeEnd = false; ///< the stream ended last as a log ends
    bool m_followed = false; ///< lines were followed since the log was last read without following
    bool m_comparing = false;
    bool m_untilCame = false; ///< nothing is added to the part that was asked for
    bool m_looking = false;
    bool m_lookOnceMore = false;
};

} // namespace longshore
