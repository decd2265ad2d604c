// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/engineroom.h"

#include "model/run/enginelink.h"
#include "model/run/recovery.h"
#include "model/store/store.h"

#include <algorithm>

namespace longshore
{

EngineRoom::EngineRoom(std::shared_ptr<Store> store, int parallel) : m_store(std::move(store)), m_parallel(parallel), m_tick(this)
{
    m_tick.setSingleShot(true);
    m_tick.setInterval(30);
    connect(&m_tick, &QTimer::timeout, this, &EngineRoom::flushAppended);
}

EngineRoom::~EngineRoom()
{
    // Runners use links: they go first.
    qDeleteAll(m_waiting);
    qDeleteAll(m_running);
}

EngineLink &EngineRoom::link(const Endpoint &endpoint)
{
    for (EngineLink *link : std::as_const(m_links)) {
        if (link->client().endpoint() == endpoint)
            return *link;
    }
    m_links.append(new EngineLink(endpoint, this));
    m_links.last()->setRegistries(m_registries);
    return *m_links.last();
}

void EngineRoom::setVault(std::shared_ptr<const Vault> vault)
{
    m_vault = std::move(vault);
}

void EngineRoom::setRegistries(RegistryAuth *registries)
{
    m_registries = registries;
    for (EngineLink *link : std::as_const(m_links))
        link->setRegistries(registries);
}

void EngineRoom::add(PreparedRun run, const Endpoint &endpoint)
{
    const bool isAction = isActionRequest(run.request);
    Runner *runner = make(std::move(run), endpoint);
    if (isAction)
        m_actions.insert(runner);
    m_waiting.append(runner);
    runner->enqueue();
    startNext();
}

Runner *EngineRoom::make(PreparedRun run, const Endpoint &endpoint)
{
    run.input.vault = m_vault;
    auto *runner = new Runner(std::move(run), m_store, link(endpoint), this);
    connect(runner, &Runner::changed, this, &EngineRoom::runChanged);
    connect(runner, &Runner::stageChanged, this, &EngineRoom::stageChanged);
    connect(runner, &Runner::buildProgress, this, &EngineRoom::buildProgress);
    connect(runner, &Runner::logAppended, this, [this](const RunId &id) {
        m_appended.insert(id);
        if (!m_tick.isActive())
            m_tick.start();
    });
    connect(runner, &Runner::finished, this, [this, runner](const RunId &id, const RunResult &result) {
        flushAppended();
        m_waiting.removeOne(runner);
        m_running.removeOne(runner);
        m_actions.remove(runner);
        runner->deleteLater();
        startNext();
        Q_EMIT finished(id, result);
    });
    return runner;
}

void EngineRoom::startNext()
{
    const auto takesPlace = [this](const Runner *runner) { return !m_actions.contains(runner); };
    const auto isFull = [&] { return std::count_if(m_running.cbegin(), m_running.cend(), takesPlace) >= m_parallel; };
    const QList<Runner *> waiting = m_waiting;
    for (Runner *runner : waiting) {
        if (!m_waiting.contains(runner) || (takesPlace(runner) && isFull())) // starting one may end it, and start another
            continue;
        m_waiting.removeOne(runner);
        m_running.append(runner);
        runner->start();
    }
}

void EngineRoom::cancel(const RunId &id, int graceSeconds)
{
    for (Runner *runner : m_waiting + m_running) {
        if (runner->summary().id == id)
            return runner->cancel(graceSeconds);
    }
}

void EngineRoom::flushAppended()
{
    m_tick.stop();
    const auto appended = std::exchange(m_appended, {});
    for (const RunId &id : appended)
        Q_EMIT logAppended(id);
}

void EngineRoom::recover(const Endpoint &endpoint)
{
    auto *recovery = new Recovery(m_store, link(endpoint), this);
    connect(recovery, &Recovery::runChanged, this, &EngineRoom::runChanged);
    connect(recovery, &Recovery::resumable, this, [this, endpoint](const PreparedRun &run, const ResumePoint &point) {
        Runner *runner = make(run, endpoint);
        m_running.append(runner); // out of turn: its component may be working already
        Q_EMIT resumed(run.summary.id);
        runner->resume(point);
    });
    connect(recovery, &Recovery::finished, this, [this, recovery](const QString &sentence) {
        recovery->deleteLater();
        if (!sentence.isEmpty())
            Q_EMIT recovered(sentence);
    });
    recovery->start();
}

} // namespace longshore
