// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/tardownload.h"

#include "dockerclient/streams/archivestream.h"
#include "model/run/tarpipe.h"

#include <QThread>

namespace longshore
{

TarDownload::TarDownload(Open open, Work work, QObject *parent) : QObject(parent), m_open(std::move(open)), m_work(std::move(work)) {}

TarDownload::~TarDownload()
{
    m_token.cancel();
    if (m_pipe)
        m_pipe->close(false);
    if (m_worker)
        m_worker->wait();
}

void TarDownload::start()
{
    // Called on the worker, which the destructor waits for.
    m_pipe = std::make_shared<TarPipe>([this] {
        QMetaObject::invokeMethod(this, [this] {
            if (m_stream)
                m_stream->setPaused(false);
        }, Qt::QueuedConnection);
    });
    m_stream = m_open(this);
    connect(m_stream, &ArchiveStream::data, this, [this](const QByteArray &bytes) {
        m_received += bytes.size();
        if (!m_pipe->write(bytes))
            m_stream->setPaused(true);
        Q_EMIT received(m_received);
    });
    connect(m_stream, &Stream::finished, this, [this](const Result<void> &result) {
        if (!result)
            m_streamError = result.error();
        m_pipe->close(bool(result));
    });
    auto outcome = std::make_shared<Result<void>>();
    m_worker = QThread::create([pipe = m_pipe, work = m_work, token = m_token, outcome] {
        *outcome = work([pipe, token]() -> std::optional<QByteArray> { return token.isCancelled() ? std::nullopt : pipe->read(); }, token);
        pipe->abandon();
    });
    m_worker->setParent(this);
    connect(m_worker, &QThread::finished, this, [this, outcome] { ended(*outcome); });
    m_worker->start();
}

void TarDownload::ended(const Result<void> &result)
{
    const bool isStreams = !result && m_streamError && result.error().kind == Error::Kind::ConnectionLost;
    const Result<void> outcome = isStreams ? Result<void>(fail(*m_streamError)) : result;
    if (m_stream)
        m_stream->abort(); // what is left of it is not wanted; that is no error of the stream's
    Q_EMIT finished(outcome);
}

void TarDownload::cancel()
{
    m_token.cancel();
    if (m_stream)
        m_stream->abort();
}

} // namespace longshore
