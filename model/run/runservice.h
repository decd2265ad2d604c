// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"
#include "model/run/runevents.h"
#include "model/run/runrequest.h"
#include "model/run/runtypes.h"
#include "model/store/ulid.h"

#include <QObject>
#include <QSet>
#include <QThread>
#include <functional>
#include <memory>

namespace longshore
{

class EngineRoom;
class RegistryAuth;
class Store;
class Vault;

/// The runs of this program, as the window's thread or the command line sees them. The work itself is done in the
/// engine room, a thread of its own, so that a hung window delays no run. At most `parallel` runs at a time, the
/// rest wait in order (product.md, "Files on disk").
class RunService : public QObject
{
    Q_OBJECT
public:
    RunService(std::shared_ptr<Store> store, const Endpoint &endpoint, QObject *parent = nullptr, int parallel = 2);
    /// Ends the engine room. Runs under way are left to recovery: call `cancelAll` and wait for `idle` first.
    ~RunService() override;

    /// The engine for runs started from now on.
    void setEndpoint(const Endpoint &endpoint);

    /// Where runs started from now on find the secrets that jobs refer to.
    void setVault(std::shared_ptr<const Vault> vault);

    /// Who runs are at which registry when they pull an image; without it they are nobody.
    void setRegistries(std::shared_ptr<RegistryAuth> registries);

    /// Checks the request and queues it. Errors: BadInput (a job that cannot be run as it is, an unresolved secret),
    /// StoreUnwritable. Everything later ends in `finished`. Returns at once.
    Result<RunId> start(const RunRequest &request);
    /// Stops a run: SIGTERM, `graceSeconds`, SIGKILL; ends with Verdict::Cancelled. A finished or foreign run is left
    /// alone. Idempotent.
    void cancel(const RunId &id, int graceSeconds = 10);
    void cancelAll(int graceSeconds = 10);
    /// Runs of this process that are not final.
    int activeCount() const;

    /// Emits `runsLoaded` with what the store knows, newest first, then goes on with the runs whose Longshore died, or
    /// marks and cleans them up (`recovered`). Call once at start.
    void load();
    /// The newest `limit` runs, newest first (`longshore runs`). Reads the index on the calling thread.
    static Result<QList<RunSummary>> list(const Store &store, int limit = 1000);
    /// By id or an unambiguous prefix of it. Errors: NotFound, BadInput (ambiguous).
    static Result<RunSummary> find(const Store &store, const QString &idOrPrefix);
    /// The journal of a run, oldest first, as index.db has it; read on a worker, `done` on the context's thread.
    void events(const RunId &id, QObject *context, std::function<void(const Result<QList<RunEvent>> &)> done) const;
    /// The result of a finished run, from its capsule's manifest.json. Blocks on a small file.
    static Result<RunResult> result(const RunSummary &run);

Q_SIGNALS:
    void runsLoaded(const QList<longshore::RunSummary> &runs);
    /// The request of a run that is no component's action was accepted, whoever made it; before anything else is told of it.
    void started(const longshore::RunId &id, const longshore::RunRequest &request);
    /// After each committed step; also for a new run. Not for the component's actions, which only answer a form.
    void runChanged(const longshore::RunSummary &run);
    /// A stage of a run began, ended, or is known better; also kept in its capsule (`storedStages`).
    void stageChanged(const longshore::RunId &id, const longshore::StageSummary &stage);
    /// New frames lie in the run's log (see LogTail::poke); at most one each 30 ms and run.
    void logAppended(const longshore::RunId &id);
    /// Once per run; the log is complete and the container gone by then.
    void finished(const longshore::RunId &id, const longshore::RunResult &result);
    /// Progress of building a missing image: `text` is the builder's line; count 0 = unknown.
    void buildProgress(const longshore::RunId &id, int step, int count, const QString &text);
    /// One sentence about what recovery found and did, e.g. "1 interrupted run was cleaned up".
    void recovered(const QString &sentence);
    /// The last active run ended.
    void idle();

private:
    void connectRoom();
    void ended(const RunId &id, const RunResult &result);

    std::shared_ptr<Store> m_store;
    Endpoint m_endpoint;
    std::shared_ptr<const Vault> m_vault;
    std::shared_ptr<RegistryAuth> m_registries; ///< lives in this thread; the room only asks it
    QThread m_thread;
    EngineRoom *m_room; ///< lives in m_thread, deleted there
    UlidGenerator m_ids;
    QList<RunId> m_active;
    QSet<RunId> m_actions; ///< of the active ones, those that only answer a form
};

} // namespace longshore
