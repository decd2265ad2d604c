// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagetransfer.h"

#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"
#include "model/format.h"
#include "model/images/registryauth.h"
#include "model/images/transferlayers.h"
#include "model/tasks/task.h"

#include <QRegularExpression>

namespace longshore
{

using namespace Qt::StringLiterals;

ImageTransfer::ImageTransfer(const Endpoint &endpoint, RegistryAuth &auth, Task &task, const Reference &reference, RegistryRequest::Kind kind,
                             QObject *parent)
    : QObject(parent)
    , m_reference(reference)
    , m_request{kind, reference.registry, reference.familiar()}
    , m_auth(auth)
    , m_task(task)
    , m_client(new EngineClient(endpoint, this))
    , m_layers(new TransferLayers(&task)) // the task's row shows them after this is gone
{
    task.setParts(m_layers);
    m_silence.setInterval(silenceMs);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        m_task.setStep(tr("Still waiting for %1").arg(m_reference.registry));
    });
    connect(&task, &Task::cancelRequested, this, &ImageTransfer::cancel);
}

ImageTransfer::~ImageTransfer()
{
    if (!m_ended)
        m_task.markCancelled();
}

void ImageTransfer::start()
{
    m_task.setStep(tr("Asking %1").arg(m_reference.registry));
    m_silence.start();
    // No version is negotiated: it would cost Podman 4 half a second, and these calls are the same in all of them.
    m_auth.find(m_reference.fullRepository(), this, [this](const RegistryCredential &who) {
        m_request.account = who.account();
        openStream(who.header());
    });
}

void ImageTransfer::openStream(const QByteArray &auth)
{
    if (m_ended)
        return;
    m_stream = open(auth);
    connect(m_stream, &ProgressStream::message, this, [this](const ProgressMessage &message) {
        m_silence.start();
        take(message);
        tellProgress();
    });
    connect(m_stream, &Stream::finished, this, &ImageTransfer::ended);
}

void ImageTransfer::take(const ProgressMessage &message)
{
    static const QRegularExpression digest(u"\\b[Dd]igest: (sha256:[0-9a-f]{64})"_s);
    m_layers->take(message);
    if (!message.digest.isEmpty())
        m_digest = message.digest;
    else if (const QRegularExpressionMatch match = digest.match(message.status); match.hasMatch())
        m_digest = match.captured(1);
}

/// By bytes, both of the way and of the unpacking; by layers where the engine tells no bytes (Podman).
void ImageTransfer::tellProgress()
{
    const qint64 size = m_layers->size();
    const int count = int(m_layers->layers().size());
    if (count == 0)
        return;
    if (size == 0) {
        m_task.setProgress(m_layers->overCount(), count);
        m_task.setStep(tr("%1 of %2 layers").arg(m_layers->overCount()).arg(count));
        return;
    }
    const qint64 moved = m_layers->moved();
    if (m_request.kind == RegistryRequest::Kind::Pull)
        m_task.setProgress(moved + m_layers->unpacked(), 2 * size);
    else
        m_task.setProgress(moved, size);
    if (m_layers->isAllMoved())
        return m_task.setStep(allMovedText());
    m_rate.add(m_task.elapsedMs(), moved);
    QString text = amountOf(moved, size);
    if (const qint64 rate = m_rate.bytesPerSecond(); rate > 0) {
        text += tr(" · %1/s").arg(format::bytes(rate));
        const qint64 left = (size - moved) / rate; // s
        if (left >= 100)
            text += tr(" · about %1 min left").arg((left + 30) / 60);
        else if (left >= 3)
            text += tr(" · about %1 s left").arg(left);
    }
    m_task.setStep(text);
}

/// A pull goes on with the unpacking; a push with the manifest, without which nobody can pull what was sent.
QString ImageTransfer::allMovedText() const
{
    const QString size = format::bytes(m_layers->size());
    if (m_request.kind == RegistryRequest::Kind::Push)
        return tr("%1 are at %2 · sending the manifest").arg(size, m_reference.registry);
    return tr("%1 are here · unpacking, %2 of %3 layers done").arg(size).arg(m_layers->overCount()).arg(m_layers->layers().size());
}

/// What stays on disk (B.1 #16): whether the engine keeps whole layers without an image is its own affair.
QString ImageTransfer::whatStays() const
{
    const int over = m_layers->overCount();
    if (m_request.kind != RegistryRequest::Kind::Pull || over == 0)
        return {};
    return tr("No tag was changed; %1 of %2 layers had come and may stay on the engine's disk for the next pull.").arg(over).arg(m_layers->layers().size());
}

QString ImageTransfer::amountText() const
{
    const int count = int(m_layers->layers().size());
    const qint64 size = m_layers->size();
    const QString layers = tr("%n layer(s)", nullptr, count);
    return size > 0 ? tr("%1 in %2").arg(format::bytes(size), layers) : layers;
}

void ImageTransfer::ended(const Result<void> &result)
{
    if (m_ended)
        return;
    m_stream->deleteLater();
    if (!result)
        return failWith(result.error());
    m_layers->setDone();
    m_task.setStep(tr("Looking at the result"));
    streamEnded();
}

void ImageTransfer::failWith(const Error &cause)
{
    Error error = registryError(cause, m_request);
    m_problem = registryProblemOf(cause, m_request);
    if (m_problem == RegistryProblem::Denied)
        error.kind = Error::Kind::PermissionDenied;
    end(fail(error));
}

void ImageTransfer::failWith(RegistryProblem problem, const QString &happened)
{
    m_problem = problem;
    end(fail(registryError(problem, m_request, happened)));
}

void ImageTransfer::succeed(const QString &resultText)
{
    if (m_ended)
        return;
    m_ended = true;
    m_silence.stop();
    m_task.finish(resultText);
    Q_EMIT finished({});
}

void ImageTransfer::end(const Result<void> &result)
{
    if (m_ended)
        return;
    m_ended = true;
    m_silence.stop();
    if (m_stream) {
        m_stream->disconnect(this);
        m_stream->deleteLater();
    }
    m_task.end(result);
    Q_EMIT finished(result);
}

void ImageTransfer::cancel()
{
    Error error = Error::cancelled(m_request.text());
    error.advice = whatStays();
    end(fail(error));
}

} // namespace longshore
