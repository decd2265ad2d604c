// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imagefiles.h"

#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "model/engine/session.h"
#include "model/format.h"
#include "model/images/files/filelistcsv.h"
#include "model/images/files/imagereading.h"
#include "model/tasks/tasklist.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype mostOpen = 8;
constexpr qint64 tellEvery = 1 << 20; // bytes between two looks of the task

/// Tells the task how far the engine's stream is. Tars are a little longer than what they hold.
void follow(ImageReading *reading, Task *task, qint64 size)
{
    QObject::connect(reading, &ImageReading::received, task, [task, size, next = qint64(0)](qint64 bytes) mutable {
        if (bytes < next)
            return;
        next = bytes + tellEvery;
        task->setProgress(bytes, qMax(size, size > 0 ? bytes : 0));
    });
    QObject::connect(task, &Task::cancelRequested, reading, &ImageReading::cancel);
}

} // namespace

ImageFiles::ImageFiles(EngineSession &session, TaskList &tasks, const QString &folder, QObject *parent)
    : QObject(parent), m_session(session), m_tasks(tasks), m_folder(folder)
{
}

ImageFiles::~ImageFiles() = default;

Error ImageFiles::notConnected(const QString &asked) const
{
    return Error::make(Error::Kind::Unreachable, asked, u"no engine is connected"_s, tr("Try again when the engine answers."));
}

/// Opens the index file. One that cannot be read is made anew.
std::optional<Error> ImageFiles::take(const ImageId &image)
{
    const auto index = ImageIndex::open(m_folder.fileOf(image));
    if (!index)
        return index.error();
    if (m_open.size() >= mostOpen)
        m_open.clear();
    m_open.insert(image, *index);
    return {};
}

bool ImageFiles::openKept(const ImageId &image)
{
    return m_open.contains(image) || !take(image);
}

Task *ImageFiles::reading(const ImageId &image) const
{
    Task *task = m_reading.value(image);
    return task && !task->isCancelRequested() ? task : nullptr;
}

void ImageFiles::open(const ImageId &image, const QString &name, qint64 size)
{
    if (reading(image))
        return;
    if (!openKept(image))
        return read(image, name, size);
    QMetaObject::invokeMethod(this, [this, image] { Q_EMIT opened(image); }, Qt::QueuedConnection);
}

void ImageFiles::read(const ImageId &image, const QString &name, qint64 size)
{
    if (!m_session.client()) {
        QMetaObject::invokeMethod(this, [this, image, name] { Q_EMIT failed(image, notConnected(u"read the files of %1"_s.arg(name))); }, Qt::QueuedConnection);
        return;
    }
    Task *task = m_tasks.add(tr("Read the files of %1").arg(name));
    m_reading.insert(image, task);
    ImageReading *reading = readWholeImage(m_session.endpoint(), u"sha256:"_s + image.value, [folder = m_folder, image](const TarSource &source, const CancelToken &token) {
        return folder.write(image, source, token);
    }, this);
    follow(reading, task, size);
    connect(reading, &ImageReading::finished, this, [this, reading, image, task = QPointer<Task>(task)](const Result<void> &result) {
        reading->deleteLater();
        readEnded(image, task, result);
    });
    reading->start();
}

void ImageFiles::readEnded(const ImageId &image, Task *task, const Result<void> &result)
{
    const bool isAnew = m_reading.value(image) != task; // somebody came back before it had stopped
    if (!isAnew)
        m_reading.remove(image);
    std::optional<Error> error = result ? take(image) : std::optional(result.error());
    if (task && error)
        task->fail(*error);
    else if (task)
        task->finish(tr("%n layers", nullptr, int(index(image)->layers().size())));
    if (!error)
        Q_EMIT opened(image);
    else if (!isAnew)
        Q_EMIT failed(image, *error);
}

void ImageFiles::readHistory(const ImageId &image)
{
    EngineClient *client = m_session.client();
    if (!client) {
        QMetaObject::invokeMethod(this, [this, image] { Q_EMIT historyFailed(image, notConnected(u"read the history of the image"_s)); }, Qt::QueuedConnection);
        return;
    }
    client->images().history(u"sha256:"_s + image.value, this, [this, image](const Result<QList<ImageHistoryEntry>> &history) {
        if (history)
            Q_EMIT historyRead(image, *history);
        else
            Q_EMIT historyFailed(image, history.error());
    });
}

void ImageFiles::stopHead()
{
    ++m_headSerial;
    if (m_head)
        m_head->cancel();
}

void ImageFiles::readHead(const ImageId &image, const ImageFileRow &row, int layer, QObject *context, Callback<FileHead> done)
{
    stopHead();
    (void)openKept(image);
    const auto known = index(image);
    const std::optional<ImageFileRow> file = known ? followLinks(*known, row, layer) : std::nullopt;
    const std::optional<ImageFileRow> content = file ? contentOf(*known, *file) : std::nullopt;
    if (!content) {
        QMetaObject::invokeMethod(context, [done] { done(fail(Error::make(Error::Kind::BadInput, u"look at it"_s, u"it is no file, and leads to none"_s))); }, Qt::QueuedConnection);
        return;
    }
    ImageExport place;
    place.row = *file;
    place.path = known->pathOf(file->node);
    auto head = std::make_shared<Result<FileHead>>(fail(Error()));
    const WantedFiles::Place entry{known->layers().value(content->layer).name, known->pathOf(content->node)};
    const bool inContainer = place.isInContainers();
    const TarDownload::Work work = [=, name = image.shortText()](const TarSource &source, const CancelToken &token) {
        *head = inContainer ? headFromTar(source, headBytes) : headFromImage(name, source, entry, headBytes, token);
        return *head ? Result<void>() : Result<void>(fail(head->error()));
    };
    const QString id = u"sha256:"_s + image.value;
    ImageReading *reading = inContainer ? readImagePath(m_session.endpoint(), id, u'/' + QString::fromUtf8(place.path), work, this)
                                        : readWholeImage(m_session.endpoint(), id, work, this);
    m_head = reading;
    connect(reading, &ImageReading::finished, reading, &QObject::deleteLater);
    connect(reading, &ImageReading::finished, context, [this, head, done, serial = m_headSerial](const Result<void> &result) {
        if (serial == m_headSerial)
            done(result ? *head : Result<FileHead>(fail(result.error())));
    });
    reading->start();
}

Task *ImageFiles::exportTo(const ImageId &image, const QString &name, ImageExport what)
{
    (void)openKept(image);
    const auto known = index(image);
    what.image = image.shortText();
    what.indexFile = m_folder.fileOf(image);
    what.path = known ? known->pathOf(what.row.node) : QByteArray();
    what.topLayer = known ? known->topLayer() : 0;
    Task *task = m_tasks.add(tr("Export /%1 of %2").arg(QString::fromUtf8(what.path), name));
    auto words = std::make_shared<QString>();
    const bool inContainer = what.isInContainers();
    const TarDownload::Work work = [=](const TarSource &source, const CancelToken &token) {
        const Result<QString> done = exportFromTar(what, inContainer, source, token);
        if (!done)
            return Result<void>(fail(done.error()));
        *words = *done;
        return Result<void>();
    };
    const QString id = u"sha256:"_s + image.value;
    const QString inside = u'/' + QString::fromUtf8(what.path);
    ImageReading *reading = inContainer ? readImagePath(m_session.endpoint(), id, what.row.isFolder() ? inside + u"/."_s : inside, work, this)
                                        : readWholeImage(m_session.endpoint(), id, work, this);
    follow(reading, task, 0);
    connect(reading, &ImageReading::finished, this, [this, reading, words, task = QPointer<Task>(task)](const Result<void> &result) {
        reading->deleteLater();
        if (!task)
            return;
        if (result)
            task->finish(*words);
        else
            task->fail(result.error());
        Q_EMIT exported(task, result || result.error().kind == Error::Kind::Cancelled ? std::nullopt : std::optional(result.error()));
    });
    reading->start();
    return task;
}

Task *ImageFiles::exportList(const ImageId &image, const QString &name, FilesView view, int layer, const QString &path)
{
    (void)openKept(image);
    const auto known = index(image);
    if (!known)
        return nullptr;
    QPointer<Task> task = m_tasks.add(tr("List the files of %1").arg(name));
    const CancelToken token;
    connect(task, &Task::cancelRequested, this, [token] { token.cancel(); });
    const auto write = [file = known->path(), view, layer, path, token]() -> Result<qint64> {
        const auto own = ImageIndex::open(file);
        return own ? writeFileList(**own, view, layer, path, token) : Result<qint64>(fail(own.error()));
    };
    runAsync(this, write, [this, task](const Result<qint64> &count) {
        if (!task)
            return;
        if (count)
            task->finish(tr("%1 paths").arg(format::count(*count)));
        else
            task->fail(count.error());
        Q_EMIT exported(task, count || count.error().kind == Error::Kind::Cancelled ? std::nullopt : std::optional(count.error()));
    });
    return task;
}

} // namespace longshore
