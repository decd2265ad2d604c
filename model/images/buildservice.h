// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"
#include "model/images/build.h"

#include <QThread>
#include <functional>
#include <optional>

namespace longshore
{

class EngineSession;
class Settings;
class TaskList;

/// Builds images for the window: each build in the builders' thread with a client of its own, as a task, and remembered
/// so that the same one can be made again. GUI thread.
class BuildService : public QObject
{
    Q_OBJECT
public:
    /// Who gets the value of X-Registry-Config for a build, or nothing; may take its time.
    using Credentials = std::function<void(const BuildRequest &request, QObject *context, const std::function<void(const QByteArray &)> &done)>;

    /// All outlive it. `settings` may be null: nothing is remembered then beyond this session.
    BuildService(EngineSession &session, TaskList &tasks, LogRoom &logs, Settings *settings, QObject *parent = nullptr);
    /// Builds under way are cancelled.
    ~BuildService() override;

    void setCredentials(Credentials credentials) { m_credentials = std::move(credentials); }

    /// Starts it on the engine of now. BadInput, NotFound or Unreachable when it cannot begin; `started` else.
    Result<Build *> start(const BuildRequest &request);
    static constexpr int mostEnded = 3; ///< builds that are kept after they ended, the last ones
    /// The build started last, or null. Builds live at least until they end.
    Build *latest() const { return m_builds.value(0); }
    /// What was asked for last in this folder, or at all; nothing when there was no such build.
    std::optional<BuildRequest> lastRequest(const QString &folder = {}) const;
    /// Folders of the last builds, newest first.
    QStringList folders() const;

Q_SIGNALS:
    void started(longshore::Build *build);
    /// An image came out of it.
    void built(longshore::Build *build);
    /// A person wants to see it.
    void showRequested(longshore::Build *build);

private:
    void remember(const BuildRequest &request);
    void launch(Build *build, const Endpoint &endpoint);
    void joinTask(Build *build);
    void dropOld();

    EngineSession &m_session;
    TaskList &m_tasks;
    LogRoom &m_logs;
    Settings *m_settings;
    Credentials m_credentials;
    QThread m_thread;
    QList<Build *> m_builds; ///< newest first
    QList<BuildRequest> m_requests; ///< newest first, one for each folder
};

} // namespace longshore
