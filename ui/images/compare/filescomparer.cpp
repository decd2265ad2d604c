// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/compare/filescomparer.h"

#include "model/asynctask.h"
#include "model/images/files/imagefiles.h"
#include "model/images/files/imagefilesdiff.h"
#include "ui/images/compare/imagecompareview.h"

namespace longshore
{
namespace
{

/// An index serves one thread, so the worker opens its own.
Result<FileChanges> changesOf(const QString &older, const QString &newer)
{
    constexpr qsizetype mostListed = 5000;
    const auto was = ImageIndex::open(older), is = ImageIndex::open(newer);
    if (!was || !is)
        return fail(was ? is.error() : was.error());
    return compareFiles(**was, **is, {}, mostListed);
}

} // namespace

FilesComparer::FilesComparer(ImageFiles &files, ImageCompareView &view, Reading reading, SizeOf sizeOf)
    : QObject(&view), m_files(&files), m_view(view), m_sizeOf(std::move(sizeOf))
{
    connect(&view, &ImageCompareView::filesWanted, this, [this, reading] {
        m_error.reset();
        m_compared = {};
        look();
        if (reading == Reading::AtOnce)
            read();
    });
    connect(&view, &ImageCompareView::filesOfferTaken, this, &FilesComparer::read);
    connect(&files, &ImageFiles::opened, this, [this](const ImageId &image) {
        m_reading.remove(image);
        if (concerns(image))
            look();
    });
    connect(&files, &ImageFiles::failed, this, [this](const ImageId &image, const Error &error) {
        m_reading.remove(image);
        if (!concerns(image))
            return;
        m_error = error;
        tellMissing();
    });
}

FilesComparer::~FilesComparer()
{
    for (const ImageId &image : std::as_const(m_reading)) {
        if (Task *task = m_files ? m_files->reading(image) : nullptr)
            task->cancel();
    }
}

bool FilesComparer::concerns(const ImageId &image) const
{
    return image == m_view.before().image || image == m_view.after().image;
}

/// Of the index; empty when the image was not read yet.
QString FilesComparer::pathOf(const ImageId &image) const
{
    return m_files && m_files->openKept(image) ? m_files->index(image)->path() : QString();
}

void FilesComparer::look()
{
    const QString older = pathOf(m_view.before().image), newer = pathOf(m_view.after().image);
    if (older.isEmpty() || newer.isEmpty())
        tellMissing();
    else
        compare(older, newer);
}

void FilesComparer::read()
{
    m_error.reset();
    bool isMissing = false;
    for (const CompareSide &side : {m_view.before(), m_view.after()}) {
        if (!m_files || !pathOf(side.image).isEmpty())
            continue;
        isMissing = true;
        if (!m_files->reading(side.image))
            m_reading.insert(side.image);
        m_files->open(side.image, side.name, m_sizeOf(side.image));
    }
    if (isMissing)
        tellMissing();
    else if (m_files)
        look();
}

void FilesComparer::compare(const QString &older, const QString &newer)
{
    const ImageId before = m_view.before().image, after = m_view.after().image;
    if (std::exchange(m_compared, std::pair(before, after)) == std::pair(before, after))
        return;
    runAsync(this, [older, newer] { return changesOf(older, newer); }, [this, before, after](const Result<FileChanges> &changes) {
        if (changes)
            return m_view.setFiles(before, after, *changes);
        m_compared = {};
        m_view.setFilesMissing(before, after, tr("not compared: %1").arg(changes.error().reason()), tr("Compare the files again"));
    });
}

void FilesComparer::tellMissing()
{
    const ImageId before = m_view.before().image, after = m_view.after().image;
    const auto isBeingRead = [this](const ImageId &image) { return m_files && m_files->reading(image); };
    if (m_error && m_error->kind != Error::Kind::Cancelled)
        m_view.setFilesMissing(before, after, tr("not read: %1").arg(m_error->reason()), tr("Read the files again"));
    else if (!m_error && (isBeingRead(before) || isBeingRead(after)))
        m_view.setFilesMissing(before, after, tr("being read…"), {});
    else
        m_view.setFilesMissing(before, after, tr("not read"), tr("Read the files"));
}

} // namespace longshore
