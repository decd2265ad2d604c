// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/collector.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/archivestream.h"
#include "model/run/boundoutputs.h"
#include "model/run/tarpipe.h"
#include "model/store/durablefile.h"

#include <QDir>
#include <QFile>
#include <QThread>
#include <cerrno>
#include <fcntl.h>
#include <stdio.h>

namespace longshore
{

using namespace Qt::StringLiterals;

Collector::Collector(EngineClient &client, const ContainerId &container, const QString &folder, QObject *parent, const QString &source)
    : QObject(parent), m_client(client), m_container(container), m_folder(folder), m_source(source)
{
}

Collector::~Collector()
{
    m_token.cancel();
    if (m_pipe)
        m_pipe->close(false);
    if (m_worker)
        m_worker->wait();
}

void Collector::start()
{
    if (m_bound.isEmpty())
        return askEngine();
    runAsync(this, [folder = m_bound] { return belongsToUs(folder); }, [this](bool isOurs) { isOurs ? takeOver() : askEngine(); }, m_token);
}

void Collector::askEngine()
{
    m_call = m_client.containers().statPath(m_container.value, m_source, this,
                                            [this](const Result<PathStat> &result) { stat(result); });
}

void Collector::stat(const Result<PathStat> &result)
{
    if (!result) {
        if (result.error().kind == Error::Kind::NotFound)
            Q_EMIT finished(Collected{}); // the component removed the folder: no outputs
        else
            Q_EMIT finished(fail(result.error()));
        return;
    }
    // Podman follows the link and tells where it led; for a folder that is none it repeats the path.
    const bool elsewhere = !result->linkTarget.isEmpty() && result->linkTarget != m_source;
    if (result->isSymlink() || elsewhere) {
        Collected nothing;
        nothing.refused.append({"out", u"the folder is a link to %1"_s.arg(result->linkTarget)});
        nothing.refusedCount = 1;
        Q_EMIT finished(nothing);
        return;
    }
    download();
}

void Collector::takeOver()
{
    work([folder = m_bound, token = m_token, limits = CollectLimits::forFolder(m_folder)](const QString &target) {
        return collectFolder(folder, target, limits, token);
    });
}

void Collector::download()
{
    // Called on the worker, which the destructor waits for.
    m_pipe = std::make_shared<TarPipe>([this] {
        QMetaObject::invokeMethod(this, [this] {
            if (m_stream)
                m_stream->setPaused(false);
        }, Qt::QueuedConnection);
    });
    m_stream = m_client.containers().getArchive(m_container.value, m_source, this);
    connect(m_stream, &ArchiveStream::data, this, [this](const QByteArray &bytes) {
        if (!m_pipe->write(bytes))
            m_stream->setPaused(true);
    });
    connect(m_stream, &Stream::finished, this, [this](const Result<void> &result) {
        if (!result)
            m_streamError = result.error();
        m_pipe->close(bool(result));
    });
    work([pipe = m_pipe, limits = CollectLimits::forFolder(m_folder)](const QString &target) {
        auto collected = extractTar([pipe] { return pipe->read(); }, target, limits);
        pipe->abandon();
        return collected;
    });
}

void Collector::work(std::function<Result<Collected>(const QString &target)> unpack)
{
    const QString target = m_folder + u"/out.partial"_s;
    QDir(target).removeRecursively(); // of an attempt that was interrupted
    auto outcome = std::make_shared<Result<Collected>>();
    m_worker = QThread::create([unpack = std::move(unpack), outcome, target] { *outcome = unpack(target); });
    m_worker->setParent(this);
    connect(m_worker, &QThread::finished, this, [this, outcome] { unpacked(*outcome); });
    m_worker->start();
}

void Collector::unpacked(const Result<Collected> &result)
{
    if (m_stream && !result)
        m_stream->abort();
    if (!result)
        QDir(m_folder + u"/out.partial"_s).removeRecursively();
    // A stream that broke off says more than the tar that is cut.
    Q_EMIT finished(!result && m_streamError && result.error().kind == Error::Kind::ConnectionLost
                        ? Result<Collected>(fail(*m_streamError))
                        : result);
}

void Collector::cancel()
{
    m_token.cancel();
    if (m_call)
        m_call->cancel();
    if (m_stream)
        m_stream->abort();
    else if (!m_worker)
        QMetaObject::invokeMethod(this, [this] { Q_EMIT finished(fail(Error::cancelled(u"fetch the outputs"_s))); },
                                  Qt::QueuedConnection);
}

Result<void> Collector::publish(const QString &folder)
{
    const QByteArray from = QFile::encodeName(folder + u"/out.partial"_s);
    const QByteArray to = QFile::encodeName(folder + u"/out"_s);
    if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_NOREPLACE) != 0)
        return fail(diskError(u"publish the outputs in %1"_s.arg(folder), errno));
    return syncDirectory(folder);
}

} // namespace longshore
