// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/collector.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "model/run/boundoutputs.h"
#include "model/run/tardownload.h"
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

/// Where it is unpacked, empty of what an interrupted attempt left.
QString Collector::newTarget() const
{
    const QString target = m_folder + u"/out.partial"_s;
    QDir(target).removeRecursively();
    return target;
}

void Collector::takeOver()
{
    auto outcome = std::make_shared<Result<Collected>>();
    m_worker = QThread::create([folder = m_bound, target = newTarget(), token = m_token, limits = CollectLimits::forFolder(m_folder), outcome] {
        *outcome = collectFolder(folder, target, limits, token);
    });
    m_worker->setParent(this);
    connect(m_worker, &QThread::finished, this, [this, outcome] { unpacked(*outcome); });
    m_worker->start();
}

void Collector::download()
{
    auto outcome = std::make_shared<Result<Collected>>();
    m_download = new TarDownload([this](QObject *owner) { return m_client.containers().getArchive(m_container.value, m_source, owner); },
                                 [target = newTarget(), limits = CollectLimits::forFolder(m_folder), outcome](const TarSource &source, const CancelToken &) {
                                     *outcome = extractTar(source, target, limits);
                                     return *outcome ? Result<void>() : Result<void>(fail(outcome->error()));
                                 }, this);
    connect(m_download, &TarDownload::finished, this, [this, outcome](const Result<void> &result) {
        unpacked(result ? *outcome : Result<Collected>(fail(result.error())));
    });
    m_download->start();
}

void Collector::unpacked(const Result<Collected> &result)
{
    if (!result)
        QDir(m_folder + u"/out.partial"_s).removeRecursively();
    Q_EMIT finished(result);
}

void Collector::cancel()
{
    m_token.cancel();
    if (m_call)
        m_call->cancel();
    if (m_download)
        m_download->cancel();
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
