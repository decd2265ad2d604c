// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QProcess>
#include <QPointer>
#include <QTemporaryDir>
#include <QTimer>
#include <memory>

namespace longshore
{

class EngineClient;

/// How the service is started; the defaults are what people run.
struct PodmanSetup {
    QString program = QStringLiteral("podman");
    QStringList globalArguments; ///< before `system service`; tests give `--root`, `--runroot` … here
    QString runtimeDir;          ///< where the private directory goes; empty = $XDG_RUNTIME_DIR, else the temp dir
    int readyDeadlineMs = 30000;
    int stopDeadlineMs = 5000; ///< from terminate to kill
};

/// `podman system service` as a child of this process, on a socket in a directory only we may enter, with a
/// containers.conf of its own (podmanconf.h). It uses the user's normal podman storage, which several podman
/// processes may share. The child dies with us, even when we are killed.
/// Lives on the main thread: the kernel ties the child's life to the thread that started it.
class PodmanService : public QObject
{
    Q_OBJECT
public:
    enum class State { Stopped, Starting, Running, Stopping };
    Q_ENUM(State)

    explicit PodmanService(const PodmanSetup &setup = {}, QObject *parent = nullptr);
    /// Kills what still runs; call `stop` before for a clean end.
    ~PodmanService() override;

    /// Asks `podman --version`; `detected` follows.
    void detect();
    /// To be called when Stopped. `ready` or `failed` follows.
    void start();
    /// `stopped` follows, at once when nothing runs (then still through the event loop).
    void stop();

    State state() const { return m_state; }
    /// Of the service that runs.
    Endpoint endpoint() const;
    qint64 processId() const;

Q_SIGNALS:
    /// `version` like "4.3.1"; empty when podman is not installed.
    void detected(const QString &version);
    void ready(const longshore::Endpoint &endpoint);
    /// It could not be started, or ended by itself later; the error holds the end of its stderr.
    void failed(const longshore::Error &error);
    void stopped();

private:
    Result<void> prepare();
    void launch();
    void poll();
    void childEnded();
    void giveUp(Error error);
    void cleanUp();
    QString stderrTail() const;

    PodmanSetup m_setup;
    State m_state = State::Stopped;
    std::unique_ptr<QTemporaryDir> m_directory;
    QProcess *m_process = nullptr;
    QPointer<QProcess> m_detection;
    QPointer<QProcess> m_detector; ///< `podman --version`
    QByteArray m_stderr;
    EngineClient *m_client = nullptr;
    QTimer m_poll;
    QTimer m_killTimer;
    QElapsedTimer m_clock;
};

} // namespace longshore
