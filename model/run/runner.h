// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"
#include "dockerclient/types/system.h"
#include "model/run/capsule.h"
#include "model/run/rowsteps.h"
#include "model/run/runtypes.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

class EngineLink;
class ImageResolver;
class LogWriter;
class PendingCall;
class RunRecord;
class StageRunner;
class Store;
struct ArtifactTask;
struct ResumePoint;
struct StageOutcome;
struct StageTask;

/// What `RunService::start` hands to the engine room: a run that was checked and whose capsule is ours.
struct PreparedRun {
    RunSummary summary;
    RunRequest request;
    PlanInput input;
    std::shared_ptr<Capsule> capsule;
    std::shared_ptr<LogWriter> log; ///< of a run that goes on; null = a new one
    qint64 journalSeq = 0;
};

/// One run, from its images to its result (architecture §3: a state machine, one method per step): for each row its
/// inputs, its stages one after another, its outputs; then the states; the first failure ends it (W5). What a step
/// changes is committed as an intent before it and as a result after it. Lives in the engine room.
class Runner : public QObject
{
    Q_OBJECT
public:
    Runner(PreparedRun run, std::shared_ptr<Store> store, EngineLink &link, QObject *parent);
    ~Runner() override;

    const RunSummary &summary() const;
    /// Commits the run as queued, so that it is known before it waits its turn.
    void enqueue();
    void start();
    /// Instead of `enqueue` and `start`: goes on with a run whose Longshore died.
    void resume(const ResumePoint &point);
    /// Ends it as soon as the step under way allows; a running component gets `graceSeconds` between TERM and KILL.
    /// The wish is committed first: should this Longshore die over it, the next one ends the run as cancelled.
    void cancel(int graceSeconds);

Q_SIGNALS:
    void changed(const longshore::RunSummary &run);
    void stageChanged(const longshore::RunId &id, const longshore::StageSummary &stage);
    void logAppended(const longshore::RunId &id);
    void buildProgress(const longshore::RunId &id, int step, int count, const QString &text);
    void finished(const longshore::RunId &id, const longshore::RunResult &result);

private:
    using Next = std::function<void()>;

    // Images and the plan: runner.cpp.
    void statesRead(const Result<QMap<QString, QByteArray>> &states);
    void engineReady(const Result<EngineInfo> &info);
    bool replan();
    void resolveNext();
    JobImage::Pull pullPolicyFor(const QString &reference) const;
    void resolved(const QString &reference, const ImageDetails &image);
    void findComponents();
    void componentsListed(const Result<QList<ImageSummary>> &images);
    void planned();
    void stop(int graceSeconds);
    // Rows and their stages: runnerrows.cpp.
    void beginRow();
    void inputStaged(const Result<RowInput> &input);
    void beginStage();
    void enterStage();
    void snapshot(const QString &name, const Next &next);
    void startStage();
    void stageFinished(const StageOutcome &outcome);
    void stageSucceeded(const StageOutcome &outcome);
    void addUp(const StageOutcome &outcome);
    void storeOutput(const StageOutcome &outcome, bool failedPass);
    void outputStored(const Result<RowOutput> &output, bool failedPass);
    void rowDone();
    // What is kept from job to job (§7.5): runnerartifacts.cpp.
    bool hasArtifacts() const { return stage().isMain && row().artifacts.has_value(); }
    QString artifactFolder() const;
    ArtifactTask artifactTask() const;
    void fetchArtifacts(const Next &next);
    void storeArtifacts(const Next &next);
    // A run that goes on: runnerresume.cpp.
    void findLastStaging(const StageSummary &last);
    QByteArray storedState(int stage) const;
    StageTask taskOf(const ResumePoint &point) const;
    void attach(const ResumePoint &point);
    void concludeFrom(const ResumePoint &point);
    // The end: runnerend.cpp.
    void saveStates();
    void fail(const Error &error, Verdict verdict = Verdict::EngineFailure);
    void end(Verdict verdict);
    void writeVerdict();
    void finish();

    /// Commits event `kind`, then goes on, unless the run was ended meanwhile.
    void commit(const QString &kind, const nlohmann::json &payload, const Next &next);
    const RowPlan &row() const { return m_plan.rows[m_row]; }
    const StageSpec &stage() const { return row().stages[m_stage]; }
    bool isLastStage() const { return m_stage + 1 == row().stages.size(); }
    QString storageFolder() const;
    Staging stagingOf(const StageSpec &spec) const;
    bool knowsAllSecrets(const StageSpec &spec) const;
    QMap<QString, QString> shownVariables() const;
    void refreshRedactor(const QList<QByteArray> &more = {});

    RunRecord *m_record;
    EngineLink &m_link;
    RunRequest m_request;
    PlanInput m_input;
    RunPlan m_plan;
    QHash<QString, ImageDetails> m_images; ///< by reference
    QList<QByteArray> m_secrets;
    QPointer<ImageResolver> m_resolver;
    QPointer<PendingCall> m_call;
    QPointer<StageRunner> m_running;
    CancelToken m_token;
    RowInput m_rowInput;
    QList<RunArtifact> m_fetched; ///< for the stage under way
    Staging m_lastStaging; ///< of the stage under way
    Collected m_collected; ///< of the stage before, or the last one
    QString m_handOver;    ///< the published `out` of the stage before, absolute
    QByteArray m_state;    ///< what the main stage left (S2)
    QMap<QString, QByteArray> m_newStates;     ///< the component's, by row id
    QMap<QString, QByteArray> m_storageStates; ///< the input mapping's, by row id
    qint64 m_firstSeq = 0; ///< of the log, where the stage begins
    qsizetype m_row = 0;
    qsizetype m_stage = 0;
    bool m_engineIsRootless = false;
    double m_engineCpus = 0;
    QByteArray m_label; ///< the component's record, where the image brings it along
    bool m_lookedForComponents = false;
    bool m_isResumed = false;
    bool m_cancelled = false;
    bool m_ending = false;
};

} // namespace longshore
