// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/watchsource.h"
#include "model/run/runrequest.h"
#include "model/run/runtypes.h"

#include <functional>

namespace longshore
{

class RunService;

/// A job that is built and run again whenever its source is saved. A save stops the run that is still going, since what
/// it would tell is out of date. The same in the window and in `longshore run --watch`. One thread.
class WatchRun : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Off,
        Building, ///< the image of a run is looked for or built
        Running,  ///< the component works, or its outputs are stored
        Stopping, ///< the run under way is being stopped
        Waiting   ///< for a saved file
    };
    /// What to run now: read anew each time, so that a job that was edited counts.
    using MakeRequest = std::function<Result<RunRequest>()>;

    /// `service` outlives it. `leftOut`: folders whose files never count, besides the job's data folder.
    WatchRun(RunService &service, MakeRequest request, const QStringList &leftOut = {}, QObject *parent = nullptr);

    /// Builds and runs at once, then with each save. A job without a source is BadInput.
    Result<void> start();
    /// Ends it, the run under way too; `ended` follows.
    void stop();

    State state() const { return m_state; }
    /// The run under way, or the last one; without id before the first.
    const RunSummary &run() const { return m_run; }
    /// How the last run ended; nothing before, or when it could not be started.
    const std::optional<RunResult> &lastResult() const { return m_result; }
    /// Why nothing was started the last time; kind and words of the request's or the service's error.
    const std::optional<Error> &error() const { return m_error; }
    /// What was saved last, relative to the source.
    const QStringList &changedFiles() const { return m_changed; }
    QString folder() const { return m_watcher ? m_watcher->source().folder : QString(); }
    int fileCount() const { return m_watcher ? m_watcher->fileCount() : 0; }
    /// "Building", "Waiting for a saved file"; translated.
    static QString words(State state);

Q_SIGNALS:
    void stateChanged();
    void saved(const QStringList &files);
    /// A new run: `run()` knows its id.
    void runStarted(const longshore::RunId &id);
    void runEnded(const longshore::RunResult &result);
    /// The job cannot be run as it is now; the next save tries again.
    void notStarted(const longshore::Error &error);
    /// It is over: stopped, or the source can be watched no longer, which is `error()` then.
    void ended();

private:
    void begin();
    Result<RunId> startRun();
    void sourceSaved(const QStringList &files);
    void runChanged(const RunSummary &run);
    void runFinished(const RunResult &result);
    void lost(const Error &error);
    void enter(State state);

    RunService &m_service;
    MakeRequest m_makeRequest;
    QStringList m_leftOut;
    SourceWatcher *m_watcher = nullptr;
    State m_state = State::Off;
    RunSummary m_run;
    std::optional<RunResult> m_result;
    std::optional<Error> m_error;
    QStringList m_changed;
    bool m_isOver = false; ///< ends with the run under way
};

} // namespace longshore
