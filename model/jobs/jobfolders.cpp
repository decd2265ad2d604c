// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/jobfolders.h"

#include "model/asynctask.h"
#include "model/jobs/jobdocument.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryFile>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int deepest = 4;
constexpr int mostJobs = 5000;
constexpr int mostWatched = 2000;
constexpr int settleMs = 150; ///< programs write a file in several steps
const QString ending = u".job.json"_s;

JobEntry readEntry(const QFileInfo &file)
{
    JobEntry entry;
    entry.path = file.absoluteFilePath();
    entry.modified = file.lastModified().toUTC();
    entry.name = file.fileName().chopped(ending.size());
    const Result<JobDocument> job = JobDocument::load(entry.path);
    if (!job) {
        entry.problem = job.error().sentence();
        return entry;
    }
    entry.id = job->id();
    entry.name = job->name();
    entry.image = job->hasComponent() ? job->imageReference() : QString();
    return entry;
}

void look(const QDir &folder, int depth, QSet<QString> *seen, QList<JobEntry> *jobs)
{
    if (seen->contains(folder.absolutePath()))
        return;
    seen->insert(folder.absolutePath());
    const QFileInfoList files = folder.entryInfoList({u'*' + ending}, QDir::Files | QDir::Readable, QDir::Name);
    for (const QFileInfo &file : files) {
        if (jobs->size() >= mostJobs)
            return;
        jobs->append(readEntry(file));
    }
    if (depth >= deepest)
        return;
    const QFileInfoList folders =
        folder.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
    for (const QFileInfo &inner : folders)
        look(QDir(inner.absoluteFilePath()), depth + 1, seen, jobs);
}

/// A file name that says what the job is called.
QString fileBase(const QString &name)
{
    static const QRegularExpression others(u"[^\\p{L}\\p{N}_.-]+"_s);
    QString base = name.trimmed().toLower().replace(others, u"-"_s);
    while (base.startsWith(u'-') || base.startsWith(u'.'))
        base.remove(0, 1);
    base.truncate(80);
    while (base.endsWith(u'-') || base.endsWith(u'.'))
        base.chop(1);
    return base.isEmpty() ? u"job"_s : base;
}

Result<void> unwritable(const QString &folder, const QString &why)
{
    return fail(Error::make(Error::Kind::StoreUnwritable, u"keep jobs in %1"_s.arg(folder), why, u"Choose another folder."_s));
}

} // namespace

QList<JobEntry> listJobs(const QStringList &folders)
{
    QList<JobEntry> jobs;
    QSet<QString> seen;
    for (const QString &folder : folders)
        look(QDir(folder), 0, &seen, &jobs);
    return jobs;
}

QString homeShort(const QString &path)
{
    const QString home = QDir::homePath();
    return path == home || path.startsWith(home + u'/') ? u'~' + path.mid(home.size()) : path;
}

JobFolders::JobFolders(const QStringList &folders, QObject *parent)
    : QObject(parent)
    , m_folders(folders)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(settleMs);
    connect(&m_soon, &QTimer::timeout, this, &JobFolders::refresh);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_soon.start(); });
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this](const QString &path) {
        m_soon.start();
        Q_EMIT fileChanged(path);
    });
}

void JobFolders::setFolders(const QStringList &folders)
{
    m_folders = folders;
    refresh();
}

void JobFolders::refresh()
{
    if (m_listing) {
        m_again = true;
        return;
    }
    m_listing = true;
    runAsync(
        this, [folders = m_folders] { return listJobs(folders); }, [this](const QList<JobEntry> &jobs) { take(jobs); });
}

void JobFolders::take(const QList<JobEntry> &jobs)
{
    m_listing = false;
    watch(jobs);
    Q_EMIT listed(jobs);
    if (std::exchange(m_again, false))
        refresh();
}

void JobFolders::watch(const QList<JobEntry> &jobs)
{
    QSet<QString> wanted;
    for (const QString &folder : std::as_const(m_folders)) {
        // A folder that is not there yet is seen through the one above it.
        wanted.insert(QFileInfo(folder).isDir() ? folder : QFileInfo(folder).absolutePath());
    }
    for (const JobEntry &job : jobs) {
        if (wanted.size() >= mostWatched)
            break;
        wanted << job.path << QFileInfo(job.path).absolutePath();
    }
    const QStringList now = m_watcher.files() + m_watcher.directories();
    for (const QString &path : now) {
        if (!wanted.contains(path))
            m_watcher.removePath(path);
    }
    for (const QString &path : std::as_const(wanted)) {
        if (!now.contains(path) && QFileInfo::exists(path))
            m_watcher.addPath(path);
    }
}

Result<void> JobFolders::makeWritable(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return unwritable(folder, QFileInfo(folder).exists() ? u"it is a file"_s : u"it cannot be made"_s);
    return checkWritable(folder);
}

Result<void> JobFolders::checkWritable(const QString &folder)
{
    QString there = folder;
    while (!QFileInfo::exists(there) && there != QFileInfo(there).absolutePath())
        there = QFileInfo(there).absolutePath();
    if (!QFileInfo(there).isDir())
        return unwritable(folder, u"%1 is a file"_s.arg(there));
    // Permissions do not tell everything: a file system may be read-only.
    QTemporaryFile probe(there + u"/.longshore-XXXXXX"_s);
    return probe.open() ? Result<void>() : unwritable(folder, probe.errorString());
}

QString JobFolders::freePathIn(const QString &folder, const QString &name, const QString &except) const
{
    const QDir dir(folder);
    const QString base = fileBase(name);
    QString path = dir.absoluteFilePath(base + ending);
    for (int i = 2; path != except && QFileInfo::exists(path); ++i)
        path = dir.absoluteFilePath(u"%1-%2"_s.arg(base).arg(i) + ending);
    return path;
}

QString JobFolders::freePath(const QString &name) const
{
    return freePathIn(m_folders.value(0, QDir::homePath()), name);
}

Result<QString> JobFolders::duplicate(const QString &path)
{
    Result<JobDocument> job = JobDocument::load(path);
    if (!job)
        return fail(job.error());
    const QString copy = freePathIn(QFileInfo(path).absolutePath(), job->name());
    job->setName(tr("%1 (copy)").arg(job->name()));
    job->setFreshId();
    if (const Result<void> saved = job->save(copy); !saved)
        return fail(saved.error());
    m_soon.start();
    return copy;
}

Result<QString> JobFolders::rename(const QString &path, const QString &name)
{
    Result<JobDocument> job = JobDocument::load(path);
    if (!job)
        return fail(job.error());
    const QString target = freePathIn(QFileInfo(path).absolutePath(), name, path);
    job->setName(name);
    if (const Result<void> saved = job->save(path); !saved)
        return fail(saved.error());
    m_soon.start();
    if (target == path)
        return path;
    QFile file(path);
    if (!file.rename(target)) {
        return fail(Error::make(Error::Kind::PermissionDenied, u"rename %1"_s.arg(path), file.errorString(),
                                u"The job has its new name; its file keeps the old one."_s));
    }
    return target;
}

Result<void> JobFolders::remove(const QString &path)
{
    m_soon.start();
    QFile file(path);
    if (file.moveToTrash() || QFile::remove(path))
        return {};
    return fail(Error::make(Error::Kind::PermissionDenied, u"remove %1"_s.arg(path), file.errorString(),
                            u"Check the permissions of its folder."_s));
}

} // namespace longshore
