// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/error.h"
#include "model/logs/linedecoder.h"
#include "model/logs/logstore.h"

#include <QObject>

namespace longshore
{

/// How a log stands with where it comes from.
enum class LogState {
    Connecting, ///< nothing is known yet
    Waiting,    ///< the component runs, or is about to, and has written nothing
    Streaming,
    Interrupted, ///< the stream broke; it is being opened again
    Ended,       ///< complete
    Unreadable,  ///< the engine's log driver cannot be read; see `error`
    Failed       ///< see `error`
};

/// One log as views show it: its lines, the unfinished last ones, and its state. Lives in the GUI thread; what feeds it
/// lives elsewhere (`LogRoom`) and goes on whether anybody looks or not.
class LogDocument : public QObject
{
    Q_OBJECT
public:
    explicit LogDocument(std::shared_ptr<LogStore> store, QObject *parent = nullptr);

    std::shared_ptr<const LogStore> store() const { return m_store; }
    /// Last lines that have no newline yet, one a stream at most; shown behind the store's.
    const QList<PartialLine> &partials() const { return m_partials; }
    LogState state() const { return m_state; }
    const Error &error() const { return m_error; }
    /// Only a part of the log was asked for.
    bool isPart() const { return m_isPart; }
    void setPart(bool isPart) { m_isPart = isPart; }
    bool isEmpty() const { return m_store->endLine() == 0 && m_partials.isEmpty(); }

    /// Whoever writes the log says that there is more; not needed, but quicker than finding out.
    void poke() { Q_EMIT poked(); }
    /// Whoever writes the log has ended: once all is read the state is Ended.
    void endSource() { Q_EMIT sourceEnded(); }

    // What the feed says, queued into this thread.
    void takePartials(const QList<PartialLine> &partials);
    void takeState(LogState state, const Error &error);

Q_SIGNALS:
    /// The store grew. Comes once, then not again before somebody called `store()->noticed()`: a view does so when it
    /// paints, so that a flood costs one signal a frame.
    void grown();
    void partialsChanged();
    void stateChanged();
    void poked();       ///< to the feed
    void sourceEnded(); ///< to the feed

private:
    std::shared_ptr<LogStore> m_store;
    QList<PartialLine> m_partials;
    LogState m_state = LogState::Connecting;
    Error m_error;
    bool m_isPart = false;
};

} // namespace longshore

Q_DECLARE_METATYPE(longshore::PartialLine)
