// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/error.h"

#include <QList>
#include <QObject>
#include <QStringList>

class QThread;

namespace longshore
{

class ArchiveWork;
class EngineSession;
class Task;
class TaskList;

/// Saves images as an archive file and loads them from one. Each is a task: bytes so far and their rate, and when the
/// engine is silent for long, since when. GUI thread; the work is done on threads of its own, which end with this.
class ImageArchives : public QObject
{
    Q_OBJECT
public:
    ImageArchives(EngineSession &session, TaskList &tasks, QObject *parent = nullptr);
    /// Stops what is under way; a file that was begun goes away.
    ~ImageArchives() override;

    /// `names` are references, or ids of images without one (which then have no name in the archive). `estimate` is
    /// about how many bytes that will be, 0 = no idea.
    void save(const QStringList &names, qint64 estimate, const QString &path);
    void load(const QString &path);

    /// How many are under way.
    int count() const { return int(m_threads.size()); }

Q_SIGNALS:
    /// What an archive held, as the engine names it.
    void loaded(const QStringList &names);
    /// A person wants to see the first of what was loaded.
    void showRequested(const QString &name);

private:
    struct Progress;

    void start(ArchiveWork *work, Task *task, qint64 estimate);
    void saved(Task *task, const QStringList &names, const QString &path, qint64 bytes);
    void tellLoaded(Task *task, const QStringList &names, const QString &path);

    EngineSession &m_session;
    TaskList &m_tasks;
    QList<QThread *> m_threads; ///< one for each that is under way
};

} // namespace longshore
