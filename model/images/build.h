// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/ids.h"
#include "dockerclient/types/system.h"
#include "model/images/buildrequest.h"
#include "model/images/buildstepsmodel.h"
#include "model/logs/writtenfeed.h"

#include <QElapsedTimer>
#include <QTimer>

namespace longshore
{

class LogDocument;
class LogRoom;

/// One build as the window sees it, under way or over: its steps, its log, what came of it. Made by BuildService. GUI
/// thread.
class Build : public QObject
{
    Q_OBJECT
public:
    enum class State { Running, Done, Failed, Cancelled };
    enum class Builder { Unknown, Classic, BuildKit, Podman };

    /// `room` outlives it.
    Build(const BuildRequest &request, EngineKind kind, LogRoom &room, QObject *parent);

    const BuildRequest &request() const { return m_request; }
    State state() const { return m_state; }
    bool isRunning() const { return m_state == State::Running; }
    Builder builder() const { return m_builder; }
    /// "BuildKit", "classic builder of Docker", "Podman's builder" (translated).
    QString builderText() const;
    BuildStepsModel &steps() { return m_steps; }
    /// Lives as long as this.
    LogDocument *log() const { return m_log; }
    /// Empty until it is there.
    const ImageId &image() const { return m_image; }
    const Error &error() const { return m_error; }
    /// Paths of the folder that were not sent, or not as they are, one sentence each.
    const QStringList &leftOut() const { return m_leftOut; }
    /// Until now, or until the end.
    qint64 elapsedMs() const;
    /// How it stands, in one sentence.
    QString sentence() const;

    /// Asks for its end; `ended` follows.
    void cancel();

    /// Before it begins.
    void setRegistryConfig(const QByteArray &header) { m_request.registryConfig = header; }

    /// From now on somebody works on it.
    void setLaunched() { m_launched = true; }

    // What the worker tells, queued into this thread.
    void setBuilder(bool isBuildKit);
    void setLeftOut(const QStringList &sentences) { m_leftOut = sentences; }
    void end(const Result<ImageId> &image);
    LogInlet &inlet() { return m_inlet; }

Q_SIGNALS:
    /// State, builder, steps or time.
    void changed();
    /// The last signal but those of `log`.
    void ended();
    void cancelRequested();

private:
    BuildRequest m_request;
    EngineKind m_kind;
    State m_state = State::Running;
    Builder m_builder = Builder::Unknown;
    BuildStepsModel m_steps;
    LogInlet m_inlet;
    LogDocument *m_log;
    ImageId m_image;
    Error m_error;
    QStringList m_leftOut;
    QElapsedTimer m_clock;
    qint64 m_elapsed = -1; ///< in the end
    QTimer m_tick;
    bool m_launched = false;
};

} // namespace longshore
