// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/watchsource.h"

#include "model/asynctask.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int settleMs = 250;   ///< an editor saves in several steps, and "save all" saves many files
constexpr int longestMs = 2000; ///< a file that never rests must not hide the others

} // namespace

SourceWatcher::SourceWatcher(const WatchedSource &source, QObject *parent)
    : QObject(parent)
    , m_source(source)
{
    m_source.folder = QDir(source.folder).absolutePath();
    m_source.leftOut.removeAll(m_source.folder); // else nothing would be left to watch
    m_soon.setSingleShot(true);
    m_soon.setInterval(settleMs);
    connect(&m_soon, &QTimer::timeout, this, &SourceWatcher::scan);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &SourceWatcher::noticed);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &SourceWatcher::noticed);
}

void SourceWatcher::start()
{
    scan();
}

void SourceWatcher::noticed()
{
    if (!m_soon.isActive())
        m_since.start();
    if (m_since.elapsed() < longestMs)
        m_soon.start();
}

void SourceWatcher::scan()
{
    if (m_failed)
        return;
    if (std::exchange(m_scanning, true)) {
        m_again = true;
        return;
    }
    runAsync(
        this, [source = m_source] { return scanSource(source); }, [this](const SourceScan &scan) { take(scan); });
}

void SourceWatcher::take(const SourceScan &scan)
{
    m_scanning = false;
    if (!scan.problem.isEmpty())
        return fail(Error::Kind::NotFound, scan.problem, u"Correct \"source\" in the job."_s);
    if (scan.isTooLarge) {
        return fail(Error::Kind::TooLarge, u"it has more than %1 files"_s.arg(mostWatchedFiles),
                    u"Leave out what the image does not need in .dockerignore."_s);
    }
    const QStringList changes = m_scan ? changedFiles(*m_scan, scan, m_source.folder) : QStringList();
    m_scan = scan;
    const bool isNew = watch(scan);
    if (m_failed)
        return;
    if (isNew || std::exchange(m_again, false)) {
        m_soon.start(); // what was saved between the look and the watch
    } else if (!std::exchange(m_started, true)) {
        Q_EMIT started();
    }
    if (!changes.isEmpty())
        Q_EMIT changed(changes);
}

/// True when something is watched that was not before. A file that was replaced is no longer watched by then.
bool SourceWatcher::watch(const SourceScan &scan)
{
    const QStringList paths = scan.folders + scan.files.keys();
    const QSet<QString> wanted(paths.begin(), paths.end());
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    const QSet<QString> now(watched.begin(), watched.end());
    const QStringList over = (now - wanted).values();
    const QStringList missing = (wanted - now).values();
    if (!over.isEmpty())
        m_watcher.removePaths(over);
    if (missing.isEmpty())
        return false;
    const QStringList refused = m_watcher.addPaths(missing);
    const bool isFull = std::any_of(refused.begin(), refused.end(), [](const QString &path) { return QFileInfo(path).isReadable(); });
    if (isFull) {
        fail(Error::Kind::TooLarge, u"the system watches no more files for this user"_s,
             u"Leave out what the image does not need in .dockerignore, or raise fs.inotify.max_user_watches."_s);
    }
    return refused.size() < missing.size();
}

void SourceWatcher::fail(Error::Kind kind, const QString &happened, const QString &advice)
{
    m_failed = true;
    m_soon.stop();
    Q_EMIT failed(Error::make(kind, u"watch %1"_s.arg(m_source.folder), happened, advice));
}

} // namespace longshore
