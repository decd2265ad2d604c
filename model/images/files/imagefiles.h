// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"
#include "model/images/files/imageexport.h"
#include "model/images/files/imagehead.h"
#include "model/images/files/imageindexfile.h"
#include "model/tasks/task.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace longshore
{

class EngineSession;
class ImageReading;
class TaskList;

/// The files inside images, for pages that never see the engine: reads an image once into an index (a task that can be
/// cancelled), gives the beginning of a file, writes files and folders out (tasks). GUI thread.
class ImageFiles : public QObject
{
    Q_OBJECT
public:
    /// `folder` keeps the indexes. `session` and `tasks` outlive it.
    ImageFiles(EngineSession &session, TaskList &tasks, const QString &folder, QObject *parent = nullptr);
    ~ImageFiles() override;

    /// The beginning of a file that is shown.
    static constexpr qint64 headBytes = 64'000;

    /// Null until `opened`, and again when many others were opened since.
    std::shared_ptr<const ImageIndex> index(const ImageId &image) const { return m_open.value(image); }
    /// Opens the index that was kept; false when there is none.
    bool openKept(const ImageId &image);
    /// Opens it, or reads the image, a task called after `name`; `size` (bytes, 0 = not known) is what progress is told
    /// beside. Ends in `opened` or `failed`, later. One that is being read is not read twice.
    void open(const ImageId &image, const QString &name, qint64 size);
    /// The task that reads the image, null when none does; one that was told to stop reads it no more.
    Task *reading(const ImageId &image) const;

    /// Asks for the history; `historyRead` follows, or `historyFailed`.
    void readHistory(const ImageId &image);

    /// The beginning of a file, `row` of a view up to `layer`. What is asked for later takes its place: then `done` is not
    /// called. Errors: those of the engine; BadInput for what is no file and leads to none.
    void readHead(const ImageId &image, const ImageFileRow &row, int layer, QObject *context, Callback<FileHead> done);
    void stopHead();
    /// Writes it out, a task. `what.indexFile`, `image`, `path` and `topLayer` are filled in.
    Task *exportTo(const ImageId &image, const QString &name, ImageExport what);
    /// Writes the list of what a view shows as CSV, a task. Null before `opened`.
    Task *exportList(const ImageId &image, const QString &name, FilesView view, int layer, const QString &path);

Q_SIGNALS:
    /// `index` has it.
    void opened(const longshore::ImageId &image);
    /// Cancelled too, unless the image is read anew by then.
    void failed(const longshore::ImageId &image, const longshore::Error &error);
    void historyRead(const longshore::ImageId &image, const QList<longshore::ImageHistoryEntry> &history);
    void historyFailed(const longshore::ImageId &image, const longshore::Error &error);
    /// An export ended; `error` tells why when it failed (not when it was cancelled).
    void exported(longshore::Task *task, const std::optional<longshore::Error> &error);

private:
    void read(const ImageId &image, const QString &name, qint64 size);
    void readEnded(const ImageId &image, Task *task, const Result<void> &result);
    std::optional<Error> take(const ImageId &image);
    Error notConnected(const QString &asked) const;

    EngineSession &m_session;
    TaskList &m_tasks;
    ImageIndexFolder m_folder;
    QHash<ImageId, std::shared_ptr<const ImageIndex>> m_open;
    QHash<ImageId, QPointer<Task>> m_reading;
    QPointer<ImageReading> m_head;
    quint64 m_headSerial = 0;
};

} // namespace longshore
