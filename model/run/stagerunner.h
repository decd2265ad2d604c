// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"
#include "dockerclient/types/image.h"
#include "dockerclient/types/system.h"
#include "model/run/outputs.h"
#include "model/run/runtypes.h"
#include "model/run/logcapture.h"
#include "model/run/stagememo.h"
#include "model/run/stagespec.h"
#include "model/run/workfolder.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

class Collector;
class EngineLink;
class GelfListener;
class NetworkSetup;
class PendingCall;
class RunRecord;
class StatsSampler;
class WaitStream;

/// One stage with all that was found out for it.
struct StageTask {
    StageSpec spec;
    ImageId imageId;
    QString imageDigest;
    double engineCpus = 0; ///< 0 = unknown
    QString folder;        ///< where `out` is to be made: the capsule, or the stage's folder in it
    QString output;        ///< that `out`, below the capsule
    QString input;         ///< see StageSummary::input
    qint64 firstSeq = 0;   ///< of the log: the note that opens the stage
    bool lastOfRow = true; ///< its outputs are the row's
    bool lastOfRun = true;
    bool knowsAllSecrets = false; ///< see StageMemo
    bool isCancelled = false;     ///< `attach` only ends it
    QString artifacts;            ///< where `out` of /data/artifacts is put after success; empty = it is not wanted (§7.5)
    QList<RunArtifact> downloaded;
};

/// How a stage ended; its container is gone by then, or is known to be left.
struct StageOutcome {
    StageSummary summary;
    Collected collected; ///< below `output`, when `published`
    bool published = false;
    Outputs outputs;               ///< of the last stage of a row
    std::optional<QByteArray> state; ///< out/state.json of a main stage that succeeded (S2); it is not among the outputs
    std::optional<Error> error;    ///< what ended it besides the component's exit
};

/// One container: create, upload, arm, start, log, inspect, classify, collect, remove. The intent is committed before
/// each engine call that changes something, the result after it; whatever fails ends in `fail`, and no end leaves a
/// container. Lives in the engine room.
class StageRunner : public QObject
{
    Q_OBJECT
public:
    using StoredLog = LogCapture::StoredLog;

    StageRunner(StageTask task, RunRecord &record, EngineLink &link, QObject *parent);
    ~StageRunner() override;

    void start();
    /// Goes on with a container that an earlier Longshore made and filled: starts it if it never was, follows it to its end,
    /// collects, removes it.
    void attach(const StageSummary &known, const StageMemo &memo, const ContainerDetails &details, const StoredLog &stored);
    /// Ends it as soon as the step under way allows; a running component gets `graceSeconds` between TERM and KILL.
    void cancel(int graceSeconds);

    static QString containerName(const RunId &run, int stage) { return QStringLiteral("longshore-%1-%2-a1").arg(run.value).arg(stage); }

Q_SIGNALS:
    void finished(const longshore::StageOutcome &outcome);

private:
    using Next = std::function<void()>;
    static constexpr int lookEveryMs = 1000;

    // Up to the component's start: stagerunner.cpp, stagerunnerattach.cpp.
    void openLog();
    void takeMessages(GelfListener *listener);
    void listenAgain(const StageMemo &memo);
    StageMemo memo() const;
    void networkReady(const QString &network, const QStringList &gateways);
    bool listen(const QStringList &gateways);
    void create();
    void created(const Result<CreatedContainer> &result);
    void adopt(const Error &cause);
    void upload();
    void uploaded(const Result<void> &result);
    void filledIn(const QList<TarNote> &notes);
    void arm();
    void startContainer();
    void startAnswered(const Result<bool> &result);
    void askIfStarted(const Error &cause);
    // Until the component ended: stagerunnerwatch.cpp.
    void running();
    void watch(const QString &condition, const Next &armed);
    void lookAgain();
    void looked(const Result<ContainerDetails> &details);
    bool mayLookAgain(const Error &error);
    void kill();
    void exited();
    void drained(const Result<void> &result);
    void logComplete();
    void inspectExited();
    // stagerunnerverdict.cpp.
    void classify(const ContainerDetails &details);
    void classified(const ContainerDetails &details, const struct LogTails &tails);
    void keepError(const Next &next);
    static bool isKill(int exitCode);
    QString endedByEngine(const ContainerDetails &details) const;
    // Its folder, when that is bound and not copied: stagerunnerbound.cpp.
    WorkFolder workFolder() const;
    void fill();
    void filled(const Result<QList<TarNote>> &notes);
    void lookThroughEngine(const QList<TarNote> &notes);
    void removeWork();
    // Its outputs and the end: stagerunnerend.cpp.
    void collect();
    void fetchOutputs();
    void collected(const Result<Collected> &result);
    void publish(const Result<struct SettledOutputs> &settled);
    void takeExtras(const SettledOutputs &settled);
    void lookOutside();
    void collectArtifacts();
    void artifactsCollected(const Result<Collected> &result);
    void removeContainer();
    void sendRemove();
    void removed(const Result<void> &result);
    void finish();
    /// A rest that cannot be written to a full disk is no news.
    bool isDiskFull() const { return m_outcome.error && m_outcome.error->kind == Error::Kind::Disk; }

    /// Commits event `kind`, then goes on, unless the stage was ended meanwhile.
    void commit(const QString &kind, nlohmann::json payload, const Next &next);
    void enter(RunState state);
    RunState state() const;
    void fail(const Error &error);
    void end();
    Error removedOutside() const;
    QMap<QString, QString> ourLabels() const;

    StageTask m_task;
    StageSpec &m_spec;
    RunRecord &m_record;
    EngineLink &m_link;
    StageOutcome m_outcome;
    StageSummary &m_stage;
    LogCapture *m_log = nullptr;
    Collector *m_collector = nullptr;
    StatsSampler *m_sampler = nullptr;
    GelfListener *m_gelf = nullptr;
    QString m_gelfAddress;
    QString m_gelfText; ///< the last one with level <= 4 (X9)
    QPointer<NetworkSetup> m_network;
    QPointer<WaitStream> m_wait;
    QPointer<PendingCall> m_call;
    std::unique_ptr<TarStream> m_tar;
    std::optional<CancelToken> m_filling; ///< the bound folder is being filled
    QElapsedTimer m_clock; ///< from the component's start
    qint64 m_elapsedBefore = 0; ///< ms that it ran before this Longshore attached to it
    QTimer m_timeout;
    QTimer m_look;       ///< to the next look at a container whose wait was lost
    int m_looks = 0;     ///< in a row that did not settle it
    QString m_target;    ///< name or id of the container that may exist; empty = none
    int m_grace = 10;
    bool m_startSent = false;
    bool m_cancelled = false;
    bool m_timedOut = false;
    bool m_exited = false;
    bool m_endWasTold = false;
    bool m_waitBroke = false; ///< while it ran, so the engine may have been gone
    bool m_logDone = false;
    bool m_gelfDone = true;
    bool m_ending = false;
};

} // namespace longshore
