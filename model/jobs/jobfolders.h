// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace longshore
{

class JobDocument;

/// One job file of the workspace.
struct JobEntry {
    QString path; ///< absolute
    QString id;   ///< of the job
    QString name;
    QString image;      ///< reference; empty: still to be chosen
    QDateTime modified; ///< of the file
    QString problem;    ///< why it cannot be read; the other members say little then

    bool operator==(const JobEntry &) const = default;
};

/// The `*.job.json` files in and below these folders (four levels, hidden folders left out, links not followed), by
/// path, at most 5,000. Blocks: worker's thread.
QList<JobEntry> listJobs(const QStringList &folders);

/// The path as it is told: what is in the home folder begins with `~`.
QString homeShort(const QString &path);

/// The workspace: lists its job files, again whenever one changes, and does what a list does with files. GUI thread.
class JobFolders : public QObject
{
    Q_OBJECT
public:
    explicit JobFolders(const QStringList &folders, QObject *parent = nullptr);

    void setFolders(const QStringList &folders);
    const QStringList &folders() const { return m_folders; }
    /// Lists anew; `listed` follows.
    void refresh();

    /// Whether jobs can be kept in this folder, which is made when it is missing. StoreUnwritable with a sentence. Blocks
    /// on one small file.
    static Result<void> makeWritable(const QString &folder);
    /// The same, but nothing is made: a missing folder is as good as the one above it.
    static Result<void> checkWritable(const QString &folder);
    /// A path in the first folder for a new job of this name: `split-comments.job.json`, numbered when it is taken.
    QString freePath(const QString &name) const;
    /// Saves a copy with an id of its own beside the job; gives its path.
    Result<QString> duplicate(const QString &path);
    /// Gives job and file another name; gives the new path. Error::Conflict when there is such a file.
    Result<QString> rename(const QString &path, const QString &name);
    /// Moves the file to the trash, or removes it where there is none.
    Result<void> remove(const QString &path);

Q_SIGNALS:
    void listed(const QList<longshore::JobEntry> &jobs);
    void fileChanged(const QString &path); ///< written, replaced or removed by anybody

private:
    void take(const QList<JobEntry> &jobs);
    void watch(const QList<JobEntry> &jobs);
    QString freePathIn(const QString &folder, const QString &name, const QString &except = {}) const;

    QStringList m_folders;
    QFileSystemWatcher m_watcher;
    QTimer m_soon;
    bool m_listing = false;
    bool m_again = false;
};

} // namespace longshore

Q_DECLARE_METATYPE(longshore::JobEntry)
