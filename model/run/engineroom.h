// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"
#include "model/run/runner.h"

#include <QList>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace longshore
{

class RegistryAuth;

/// Where runs live: an object of one thread, with engine clients of its own (architecture §4). Runs wait here for their
/// turn. To be called on its thread only; `RunService` is its face for the others.
class EngineRoom : public QObject
{
    Q_OBJECT
public:
    EngineRoom(std::shared_ptr<Store> store, int parallel);
    ~EngineRoom() override;

    /// For runs to come. Null = none.
    void setVault(std::shared_ptr<const Vault> vault);
    /// For images to be pulled from now on; lives in another thread and outlives this.
    void setRegistries(RegistryAuth *registries);
    void add(PreparedRun run, const Endpoint &endpoint);
    void cancel(const RunId &id, int graceSeconds);
    /// Goes on with runs whose owner died, or marks them as interrupted and removes their containers from the engine at
    /// `endpoint`, see Recovery.
    void recover(const Endpoint &endpoint);

Q_SIGNALS:
    void runChanged(const longshore::RunSummary &run);
    void stageChanged(const longshore::RunId &id, const longshore::StageSummary &stage);
    void logAppended(const longshore::RunId &id);
    void buildProgress(const longshore::RunId &id, int step, int count, const QString &text);
    void finished(const longshore::RunId &id, const longshore::RunResult &result);
    void recovered(const QString &sentence);
    /// A run of a dead owner is now one of ours.
    void resumed(const longshore::RunId &id);

private:
    Runner *make(PreparedRun run, const Endpoint &endpoint);
    EngineLink &link(const Endpoint &endpoint);
    void startNext();
    void flushAppended();

    std::shared_ptr<Store> m_store;
    std::shared_ptr<const Vault> m_vault;
    RegistryAuth *m_registries = nullptr;
    int m_parallel;
    QList<EngineLink *> m_links;
    QList<Runner *> m_waiting;
    QList<Runner *> m_running;
    QSet<const Runner *> m_actions; ///< those that answer a form: they take none of the places of runs
    QSet<RunId> m_appended; ///< runs with new frames since the last tick
    QTimer m_tick;
};

} // namespace longshore
