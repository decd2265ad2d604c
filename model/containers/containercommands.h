// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/containers/containerstate.h"

#include <QHash>
#include <QObject>
#include <functional>
#include <memory>

namespace longshore
{

class ContainersApi;
class EngineSession;
class EngineSync;

/// What can be done to containers, for pages that never see the client. Each command tells by `pendingChanged` that it
/// is under way; that ends when it failed, or when the list was asked after the engine had done it. GUI thread.
class ContainerCommands : public QObject
{
    Q_OBJECT
public:
    /// The engines' own default for stop and restart.
    static constexpr int defaultGrace = 10; // s

    ContainerCommands(EngineSession &session, EngineSync &sync, QObject *parent = nullptr);
    ~ContainerCommands() override;

    void start(const ContainerId &id);
    /// SIGTERM (or the image's STOPSIGNAL), and SIGKILL when it still runs after `graceSeconds`.
    void stop(const ContainerId &id, int graceSeconds = defaultGrace);
    void restart(const ContainerId &id, int graceSeconds = defaultGrace);
    void pause(const ContainerId &id);
    void resume(const ContainerId &id);
    /// By name ("SIGUSR1") or number.
    void kill(const ContainerId &id, const QString &signal);
    void rename(const ContainerId &id, const QString &name);
    struct RemoveOptions {
        bool force = false;   ///< one that runs is killed
        bool volumes = false; ///< its anonymous volumes go too
    };
    void remove(const ContainerId &id, const RemoveOptions &options);

    std::optional<ContainerAction> pending(const ContainerId &id) const;

    /// What to do after `action` failed with `error`, one sentence; the error's own advice when it has one.
    static QString advice(ContainerAction action, const Error &error);
    /// "%1 could not be stopped."; `name` is put in as it is.
    static QString failureText(ContainerAction action, const QString &name);

Q_SIGNALS:
    void pendingChanged(const longshore::ContainerId &id, std::optional<longshore::ContainerAction> action);
    void done(const longshore::ContainerId &id, longshore::ContainerAction action);
    void failed(const longshore::ContainerId &id, longshore::ContainerAction action, const longshore::Error &error);

private:
    struct Pending {
        ContainerAction action;
        quint64 serial = 0;
        int listsLeft = -1; ///< how many lists until the row tells the truth; -1 = the engine has not answered
    };
    using Call = std::function<void(ContainersApi &, QObject *, Callback<void>)>;

    void send(const ContainerId &id, ContainerAction action, const Call &call);
    void ended(const ContainerId &id, quint64 serial, ContainerAction action, const Result<void> &result);
    void listed();
    void connectionChanged();
    void clear(const ContainerId &id);

    EngineSession &m_session;
    EngineSync &m_sync;
    std::unique_ptr<QObject> m_round; ///< context of the calls of one connection
    QHash<ContainerId, Pending> m_pending;
    quint64 m_serial = 0;
};

} // namespace longshore
