// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"
#include "dockerclient/result.h"
#include "model/images/reference.h"
#include "model/images/registryerror.h"
#include "model/images/transferrate.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace longshore
{

class EngineClient;
class ProgressStream;
class RegistryAuth;
class Task;
class TransferLayers;
struct ProgressMessage;

/// One image on its way between engine and registry, told by a task: finds the login, opens the engine's stream, counts
/// its layers, and ends the task. No total timeout: after a silence it says that it still waits. Cancelling the task
/// closes the stream, by which engines stop. On a connection of its own, so that it outlives a lost and found engine's
/// list. GUI thread.
class ImageTransfer : public QObject
{
    Q_OBJECT
public:
    static constexpr int silenceMs = 15'000;

    ~ImageTransfer() override;

    void start();
    const Reference &reference() const { return m_reference; }
    TransferLayers &layers() { return *m_layers; }
    Task &task() { return m_task; }
    void setSilence(int milliseconds) { m_silence.setInterval(milliseconds); }
    /// What it is about, for a login after it was denied.
    const RegistryRequest &request() const { return m_request; }
    /// Why it failed; None before, and when it was not the registry's fault.
    RegistryProblem problem() const { return m_problem; }

Q_SIGNALS:
    /// Once, after the task ended. NotFound and PermissionDenied as in RegistryProblem.
    void finished(const longshore::Result<void> &result);

protected:
    /// `auth`, and the list that `task` is in, outlive this.
    ImageTransfer(const Endpoint &endpoint, RegistryAuth &auth, Task &task, const Reference &reference, RegistryRequest::Kind kind, QObject *parent);

    virtual ProgressStream *open(const QByteArray &auth) = 0;
    /// The stream ended well; calls `succeed` or `failWith`.
    virtual void streamEnded() = 0;
    virtual void take(const ProgressMessage &message);

    EngineClient &client() { return *m_client; }
    void succeed(const QString &resultText);
    /// Has to be about the registry; other errors keep their words.
    void failWith(const Error &cause);
    void failWith(RegistryProblem problem, const QString &happened);
    /// "204 MB in 5 layers".
    QString amountText() const;

    Reference m_reference;
    RegistryRequest m_request;
    QString m_digest;

private:
    void openStream(const QByteArray &auth);
    void ended(const Result<void> &result);
    void tellProgress();
    QString allMovedText() const;
    QString whatStays() const;
    void end(const Result<void> &result);
    void cancel();

    RegistryAuth &m_auth;
    Task &m_task;
    EngineClient *m_client;
    TransferLayers *m_layers;
    QPointer<ProgressStream> m_stream;
    QTimer m_silence;
    TransferRate m_rate;
    RegistryProblem m_problem = RegistryProblem::None;
    bool m_ended = false;
};

} // namespace longshore
