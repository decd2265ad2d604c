// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/containers/containercommands.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

const char *verb(ContainerAction action)
{
    switch (action) {
    case ContainerAction::Start: return "start";
    case ContainerAction::Stop: return "stop";
    case ContainerAction::Restart: return "restart";
    case ContainerAction::Pause: return "pause";
    case ContainerAction::Resume: return "resume";
    case ContainerAction::Kill: return "kill";
    case ContainerAction::Rename: return "rename";
    case ContainerAction::Remove: return "remove";
    }
    return "";
}

} // namespace

ContainerCommands::ContainerCommands(EngineSession &session, EngineSync &sync, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_sync(sync)
    , m_round(std::make_unique<QObject>())
{
    connect(&sync, &EngineSync::containersRefreshed, this, &ContainerCommands::listed);
    connect(&session, &EngineSession::stateChanged, this, &ContainerCommands::connectionChanged);
}

ContainerCommands::~ContainerCommands() = default;

void ContainerCommands::start(const ContainerId &id)
{
    send(id, ContainerAction::Start, [id](ContainersApi &api, QObject *context, Callback<void> done) {
        api.start(id.value, context, [done = std::move(done)](const Result<bool> &started) {
            done(started ? Result<void>() : Result<void>(fail(started.error())));
        });
    });
}

void ContainerCommands::stop(const ContainerId &id, int graceSeconds)
{
    send(id, ContainerAction::Stop, [=](ContainersApi &api, QObject *context, Callback<void> done) {
        api.stop(id.value, graceSeconds, context, std::move(done));
    });
}

void ContainerCommands::restart(const ContainerId &id, int graceSeconds)
{
    send(id, ContainerAction::Restart, [=](ContainersApi &api, QObject *context, Callback<void> done) {
        api.restart(id.value, graceSeconds, context, std::move(done));
    });
}

void ContainerCommands::pause(const ContainerId &id)
{
    send(id, ContainerAction::Pause, [id](ContainersApi &api, QObject *context, Callback<void> done) {
        api.pause(id.value, context, std::move(done));
    });
}

void ContainerCommands::resume(const ContainerId &id)
{
    send(id, ContainerAction::Resume, [id](ContainersApi &api, QObject *context, Callback<void> done) {
        api.unpause(id.value, context, std::move(done));
    });
}

void ContainerCommands::kill(const ContainerId &id, const QString &signal)
{
    send(id, ContainerAction::Kill, [=](ContainersApi &api, QObject *context, Callback<void> done) {
        api.kill(id.value, signal, context, std::move(done));
    });
}

void ContainerCommands::rename(const ContainerId &id, const QString &name)
{
    send(id, ContainerAction::Rename, [=](ContainersApi &api, QObject *context, Callback<void> done) {
        api.rename(id.value, name, context, std::move(done));
    });
}

void ContainerCommands::remove(const ContainerId &id, const RemoveOptions &options)
{
    send(id, ContainerAction::Remove, [=](ContainersApi &api, QObject *context, Callback<void> done) {
        api.remove(id.value, {options.force, options.volumes}, context, std::move(done));
    });
}

std::optional<ContainerAction> ContainerCommands::pending(const ContainerId &id) const
{
    const auto found = m_pending.constFind(id);
    return found == m_pending.constEnd() ? std::nullopt : std::optional(found->action);
}

void ContainerCommands::send(const ContainerId &id, ContainerAction action, const Call &call)
{
    if (pending(id) == action && m_pending.value(id).listsLeft < 0)
        return; // asked for twice
    EngineClient *client = m_session.client();
    if (!client) {
        Q_EMIT failed(id, action, Error::make(Error::Kind::Unreachable, u"%1 a container"_s.arg(QLatin1String(verb(action))),
                                              u"no engine is connected"_s, u"Try again when the engine answers."_s));
        return;
    }
    const quint64 serial = ++m_serial;
    m_pending.insert(id, {action, serial, -1});
    Q_EMIT pendingChanged(id, action);
    QObject *round = m_round.get();
    call(client->containers(), round, [this, round, id, serial, action](const Result<void> &result) {
        if (round == m_round.get()) // else the connection went, and that was told
            ended(id, serial, action, result);
    });
}

void ContainerCommands::ended(const ContainerId &id, quint64 serial, ContainerAction action, const Result<void> &result)
{
    const auto found = m_pending.find(id);
    const bool isLatest = found != m_pending.end() && found->serial == serial; // a kill may overtake a stop
    if (!result) {
        if (isLatest)
            clear(id);
        Q_EMIT failed(id, action, result.error());
    } else {
        if (isLatest)
            found->listsLeft = m_sync.isListingContainers() ? 2 : 1; // one under way may tell what was
        Q_EMIT done(id, action);
    }
    m_sync.refresh();
}

void ContainerCommands::listed()
{
    QList<ContainerId> over;
    for (auto pending = m_pending.begin(); pending != m_pending.end(); ++pending) {
        if (pending->listsLeft > 0 && --pending->listsLeft == 0)
            over.append(pending.key());
    }
    for (const ContainerId &id : std::as_const(over))
        clear(id);
}

void ContainerCommands::clear(const ContainerId &id)
{
    if (m_pending.remove(id))
        Q_EMIT pendingChanged(id, {});
}

/// A connection that went takes the answers with it.
void ContainerCommands::connectionChanged()
{
    if (m_session.state() == EngineSession::State::Connected)
        return;
    m_round.release()->deleteLater(); // we may be within one of its callbacks
    m_round = std::make_unique<QObject>();
    const QHash<ContainerId, Pending> lost = std::exchange(m_pending, {});
    for (auto pending = lost.cbegin(); pending != lost.cend(); ++pending) {
        Q_EMIT pendingChanged(pending.key(), {});
        if (pending->listsLeft < 0)
            Q_EMIT failed(pending.key(), pending->action,
                          Error::make(Error::Kind::ConnectionLost, u"%1 a container"_s.arg(QLatin1String(verb(pending->action))),
                                      u"the engine stopped answering before it said whether that was done"_s));
    }
}

QString ContainerCommands::failureText(ContainerAction action, const QString &name)
{
    switch (action) {
    case ContainerAction::Start: return tr("%1 could not be started.").arg(name);
    case ContainerAction::Stop: return tr("%1 could not be stopped.").arg(name);
    case ContainerAction::Restart: return tr("%1 could not be restarted.").arg(name);
    case ContainerAction::Pause: return tr("%1 could not be paused.").arg(name);
    case ContainerAction::Resume: return tr("%1 could not be resumed.").arg(name);
    case ContainerAction::Kill: return tr("%1 could not be killed.").arg(name);
    case ContainerAction::Rename: return tr("%1 could not be renamed.").arg(name);
    case ContainerAction::Remove: return tr("%1 could not be removed.").arg(name);
    }
    return {};
}

QString ContainerCommands::advice(ContainerAction action, const Error &error)
{
    if (!error.advice.isEmpty())
        return error.advice;
    switch (error.kind) {
    case Error::Kind::NotFound: return tr("It is gone; the list shows what is left.");
    case Error::Kind::ConnectionLost:
    case Error::Kind::Timeout: return tr("The list shows what came of it when the engine answers again.");
    case Error::Kind::Unreachable: return tr("Try again when the engine answers.");
    default: break;
    }
    switch (action) {
    case ContainerAction::Start:
    case ContainerAction::Restart: return tr("Look at its command, mounts and ports in Overview.");
    case ContainerAction::Rename: return tr("Choose a name that no other container has.");
    case ContainerAction::Kill: return tr("Check that it runs and that the engine knows this signal.");
    case ContainerAction::Pause:
    case ContainerAction::Resume: return tr("Look at its state: only a running container can be paused, and only a paused one resumed.");
    case ContainerAction::Stop: return tr("Kill it with SIGKILL when it does not stop by itself.");
    case ContainerAction::Remove: return tr("Stop it first, then remove it again.");
    }
    return {};
}

} // namespace longshore
