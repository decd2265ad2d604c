// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagearchives.h"

#include "model/engine/session.h"
#include "model/format.h"
#include "model/images/archivework.h"
#include "model/images/reference.h"
#include "model/tasks/tasklist.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QThread>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 silence = 5000; // ms after which it is told

QString familiar(const QString &name)
{
    const Result<Reference> reference = Reference::parse(name);
    const bool isId = name.startsWith("sha256:"_L1);
    return isId ? name.mid(7, 12) : reference ? reference->familiar() : name;
}

QString namesText(const QStringList &names)
{
    constexpr qsizetype most = 3;
    QStringList shown;
    for (const QString &name : names.mid(0, most))
        shown.append(familiar(name));
    const QString text = shown.join(u", "_s);
    return names.size() > most ? ImageArchives::tr("%1 and %2 more").arg(text, format::count(names.size() - most)) : text;
}

} // namespace

/// Turns bytes into the words of a task.
struct ImageArchives::Progress {
    Task *task;
    qint64 estimate; ///< 0 = none
    qint64 bytes = 0;
    qint64 total = 0;
    QElapsedTimer sinceFirst{}; ///< the first byte
    QElapsedTimer sinceLast{};  ///< something came

    void take(qint64 now, qint64 of)
    {
        if (now == bytes)
            return tellSilence();
        if (!sinceFirst.isValid())
            sinceFirst.start();
        sinceLast.start();
        bytes = now;
        total = of;
        // An estimate that was passed says nothing any more.
        task->setProgress(bytes, total > 0 ? total : estimate > bytes ? estimate : 0);
        tell();
    }

    void tell() const
    {
        QString text = format::bytes(bytes);
        if (total > 0)
            text = tr("%1 of %2").arg(text, format::bytes(total));
        else if (estimate > bytes)
            text = tr("%1 of about %2").arg(text, format::bytes(estimate));
        if (const qint64 ms = sinceFirst.elapsed(); ms >= 500)
            text += u" · "_s + tr("%1/s").arg(format::bytes(bytes * 1000 / ms));
        task->setStep(text);
    }

    void tellSilence() const
    {
        const qint64 ms = sinceLast.elapsed();
        if (ms < silence)
            return;
        const QString since = format::duration(ms / 1000 * 1000);
        const bool isSent = total > 0 && bytes >= total;
        task->setStep(bytes == 0 ? tr("Still waiting: the engine has sent nothing for %1").arg(since)
                      : isSent   ? tr("All is sent; the engine unpacks it, for %1 so far").arg(since)
                                 : tr("Still waiting after %1: nothing for %2").arg(format::bytes(bytes), since));
    }
};

ImageArchives::ImageArchives(EngineSession &session, TaskList &tasks, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_tasks(tasks)
{
}

/// The works belong to their threads and may be gone already.
ImageArchives::~ImageArchives()
{
    for (QThread *thread : std::as_const(m_threads)) {
        thread->disconnect(this);
        thread->quit();
    }
    for (QThread *thread : std::as_const(m_threads))
        thread->wait();
}

void ImageArchives::save(const QStringList &names, qint64 estimate, const QString &path)
{
    const QString file = QFileInfo(path).fileName();
    Task *task = m_tasks.add(names.size() == 1 ? tr("Save %1 as %2").arg(familiar(names.first()), file)
                                               : tr("Save %1 images as %2").arg(format::count(names.size()), file));
    auto *work = new ArchiveSaving(m_session.endpoint(), names, path);
    connect(work, &ArchiveWork::finished, this, [this, task, names, path](const Result<void> &result, const QStringList &, qint64 bytes) {
        result ? saved(task, names, path, bytes) : task->fail(result.error());
    });
    start(work, task, estimate);
}

void ImageArchives::load(const QString &path)
{
    Task *task = m_tasks.add(tr("Load %1").arg(QFileInfo(path).fileName()));
    auto *work = new ArchiveLoading(m_session.endpoint(), path);
    connect(work, &ArchiveWork::finished, this, [this, task, path](const Result<void> &result, const QStringList &names, qint64) {
        result ? tellLoaded(task, names, path) : task->fail(result.error());
    });
    start(work, task, 0);
}

void ImageArchives::start(ArchiveWork *work, Task *task, qint64 estimate)
{
    auto *thread = new QThread(this);
    thread->setObjectName(u"image archive"_s);
    work->moveToThread(thread);
    m_threads.append(thread);
    const auto progress = std::make_shared<Progress>(Progress{task, estimate});
    progress->sinceLast.start();
    connect(work, &ArchiveWork::progress, this, [progress](qint64 bytes, qint64 total) { progress->take(bytes, total); });
    connect(task, &Task::cancelRequested, work, &ArchiveWork::abort);
    connect(thread, &QThread::started, work, &ArchiveWork::start);
    connect(work, &ArchiveWork::finished, thread, &QThread::quit);
    // Its file is closed and, unless it was committed, gone before the thread ends.
    connect(thread, &QThread::finished, work, &QObject::deleteLater);
    connect(thread, &QThread::finished, this, [this, thread] {
        m_threads.removeOne(thread);
        thread->deleteLater();
    });
    task->setStep(tr("Waiting for the engine"));
    thread->start();
}

void ImageArchives::saved(Task *task, const QStringList &names, const QString &path, qint64 bytes)
{
    task->setProgress(bytes, bytes);
    task->finish(tr("Saved %1 (%2) as %3").arg(namesText(names), format::bytes(bytes), path));
}

void ImageArchives::tellLoaded(Task *task, const QStringList &names, const QString &path)
{
    if (names.isEmpty()) {
        task->finish(tr("%1 was taken; the engine did not say what was in it").arg(path));
    } else {
        task->finish(tr("Loaded %1").arg(namesText(names)));
        connect(task, &Task::offerTaken, this, [this, name = names.constFirst()] { Q_EMIT showRequested(name); });
        task->setOffer(tr("Show"));
    }
    Q_EMIT loaded(names);
}

} // namespace longshore
