// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/jobs/watchscan.h"

#include <QElapsedTimer>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>
#include <optional>

namespace longshore
{

/// Tells when the source of a component was saved: once for all that is saved together, new folders too. The look at the
/// files is done on a worker. One thread.
class SourceWatcher : public QObject
{
    Q_OBJECT
public:
    explicit SourceWatcher(const WatchedSource &source, QObject *parent = nullptr);

    /// Begins; `started` or `failed` follows.
    void start();
    const WatchedSource &source() const { return m_source; }
    int fileCount() const { return m_scan ? int(m_scan->files.size()) : 0; }

Q_SIGNALS:
    /// From now on nothing that is saved is missed.
    void started();
    /// These were saved, added or removed; relative to the source's folder where they are in it.
    void changed(const QStringList &files);
    /// It cannot be watched (any more): NotFound, TooLarge, Disk.
    void failed(const longshore::Error &error);

private:
    void noticed();
    void scan();
    void take(const SourceScan &scan);
    bool watch(const SourceScan &scan);
    void fail(Error::Kind kind, const QString &happened, const QString &advice);

    WatchedSource m_source;
    QFileSystemWatcher m_watcher;
    QTimer m_soon;
    QElapsedTimer m_since; ///< the first change that was not looked at yet
    std::optional<SourceScan> m_scan;
    bool m_scanning = false;
    bool m_again = false;
    bool m_started = false;
    bool m_failed = false;
};

} // namespace longshore
