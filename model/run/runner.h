// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"
#include "dockerclient/types/image.h"
#include "dockerclient/types/system.h"
#include "model/run/capsule.h"
#include "model/run/redactor.h"
#include "model/run/runrequest.h"
#include "model/run/runspec.h"
#include "model/run/runtypes.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <functional>
#include <memory>

namespace longshore
{

class Collector;
class EngineLink;
class ImageResolver;
class LogCapture;
class PendingCall;
class RunJournal;
class Store;
class WaitStream;
struct Outputs;

/// What `RunService::start` hands to the engine room: a run that was checked and whose capsule is ours.
struct PreparedRun {
    RunSummary summary;
    RunRequest request;
    RunSpec spec;
    QString kbcRunId;
    std::shared_ptr<Capsule> capsule;
};

/// One run, from its image to its result (architecture §3: a state machine, one method per step). The intent is
/// committed before each engine call that changes something, the result after it; whatever fails ends in `fail`, and
/// no end leaves a container. Lives in the engine room.
class Runner : public QObject
{
    Q_OBJECT
public:
    Runner(PreparedRun run, std::shared_ptr<Store> store, EngineLink &link, QObject *parent);
    ~Runner() override;

    const RunSummary &summary() const { return m_run; }
    /// Commits the run as queued, so that it is known before it waits its turn.
    void enqueue();
    void start();
    /// Ends it as soon as the step under way allows; a running component gets `graceSeconds` between TERM and KILL.
    void cancel(int graceSeconds);

Q_SIGNALS:
    void changed(const longshore::RunSummary &run);
    void logAppended(const longshore::RunId &id);
    void buildProgress(const longshore::RunId &id, int step, int count, const QString &text);
    void finished(const longshore::RunId &id, const longshore::RunResult &result);

private:
    using Next = std::function<void()>;
    static constexpr int lookEveryMs = 1000;

    // Up to the component's start: runner.cpp.
    void resolve(const Result<EngineInfo> &info);
    void resolved(const ImageDetails &image);
    void create();
    void openLog();
    void created(const Result<CreatedContainer> &result);
    void adopt(const Error &cause);
    void upload();
    void uploaded(const Result<void> &result);
    void arm();
    void startContainer();
    void startAnswered(const Result<bool> &result);
    void askIfStarted(const Error &cause);
    // Until the component ended: runnerwatch.cpp.
    void running();
    void watch(const QString &condition, const Next &armed);
    void lookAgain();
    void looked(const Result<ContainerDetails> &details);
    bool mayLookAgain(const Error &error);
    void kill();
    void exited();
    void drained(const Result<void> &result);
    void inspectExited();
    void classified(const ContainerDetails &details);
    // Its outputs and the end: runnerresult.cpp.
    void collect();
    void collected(const Result<Collected> &result);
    void listed(const Outputs &outputs);
    void removeContainer();
    void sendRemove();
    void removed(const Result<void> &result);
    void writeVerdict();
    void finish();

    /// Commits event `kind`, then goes on, unless the run was ended meanwhile.
    void commit(const QString &kind, const nlohmann::json &payload, const Next &next);
    void enter(RunState state);
    /// Ends the run: nothing more is done but to remove its container.
    void fail(const Error &error);
    void end();
    Error removedOutside() const;
    QString containerName() const;
    QMap<QString, QString> ourLabels() const;
    void problem(const QString &path, const QString &text) { m_result.problems.append({path, text}); }

    std::shared_ptr<Store> m_store;
    EngineLink &m_link;
    RunRequest m_request;
    RunSpec m_spec;
    QString m_kbcRunId;
    std::shared_ptr<Capsule> m_capsule;
    RunSummary m_run;
    RunResult m_result;
    Redactor m_redactor;
    RunJournal *m_journal;
    LogCapture *m_log = nullptr;
    Collector *m_collector = nullptr;
    QPointer<ImageResolver> m_resolver;
    QPointer<WaitStream> m_wait;
    QPointer<PendingCall> m_call;
    std::unique_ptr<TarStream> m_tar;
    Collected m_collected;
    QElapsedTimer m_clock; ///< from the component's start
    QTimer m_timeout;
    QTimer m_look;       ///< to the next look at a container whose wait was lost
    int m_looks = 0;     ///< in a row that did not settle it
    QString m_target;    ///< name or id of the container that may exist; empty = none
    double m_engineCpus = 0;
    int m_grace = 10;
    bool m_startSent = false;
    bool m_cancelled = false;
    bool m_timedOut = false;
    bool m_exited = false;
    bool m_drained = false;
    bool m_ending = false;
};

} // namespace longshore
