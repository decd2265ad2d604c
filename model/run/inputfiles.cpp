// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/inputfiles.h"

#include "model/component/dataformat.h"
#include "model/component/mapping/filequery.h"
#include "model/component/phpdate.h"
#include "model/run/filecopy.h"
#include "model/run/inputmanifests.h"
#include "model/run/stagedfile.h"

#include <QDir>
#include <QDirIterator>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr qint64 usualLimit = 100; // §4.2: the client's own

/// F16; a name is one path component.
QString fileName(const StorageFile &file)
{
    QString name = u"%1_%2"_s.arg(file.id).arg(file.name);
    name.replace(u'/', u'_');
    return name;
}

StorageFileQuery storageQuery(const InputFile &file)
{
    StorageFileQuery query;
    query.ids = file.fileIds;
    query.tags = file.tags;
    for (const StateTag &tag : file.sourceTags)
        (tag.match == "exclude"_L1 ? query.withoutTags : query.tags).append(tag.name);
    return query;
}

} // namespace

Result<QList<StorageFile>> InputFileStager::find(const InputFile &file) const
{
    const Result<FileQuery> query = FileQuery::parse(file.query);
    if (!query)
        return fail(query.error());
    StorageFileQuery broad = storageQuery(file);
    if (file.isAdaptive())
        broad.sinceId = m_state.lastFile(file.stateTags());
    else if (!file.changedSince.isEmpty())
        broad.createdSince = phpDateTime(file.changedSince, m_request.now).value_or(m_request.now);
    const qint64 limit = file.limit.value_or(file.fileIds.isEmpty() ? usualLimit : file.fileIds.size());
    if (file.query.isEmpty())
        broad.limit = limit;
    const Result<QList<StorageFile>> found = m_storage.files(broad);
    if (!found || file.query.isEmpty())
        return found;
    QList<StorageFile> matching;
    for (const StorageFile &candidate : *found) {
        if (matching.size() < limit && query->matches(candidate))
            matching.append(candidate);
    }
    return matching;
}

Result<qint64> InputFileStager::copySlices(const StorageFile &file, const QString &target)
{
    if (!QDir().mkpath(target))
        return fail(Error::make(Error::Kind::Disk, u"stage the input file %1"_s.arg(file.name), u"the folder %1 cannot be made"_s.arg(target)));
    qint64 bytes = 0;
    QDirIterator slices(file.path, QDir::Files | QDir::Hidden | QDir::NoSymLinks);
    while (slices.hasNext()) {
        const QString slice = slices.next();
        const Result<qint64> copied = copyFile(slice, target + u'/' + slices.fileName(), m_progress);
        if (!copied)
            return copied;
        bytes += *copied;
    }
    return bytes;
}

Result<void> InputFileStager::fetch(const StorageFile &file)
{
    const QString name = fileName(file);
    for (const StagedFile &before : std::as_const(m_staged->files)) {
        if (before.id == file.id)
            return {}; // found by another entry, too
    }
    const QString folder = m_request.folder + u"/in/files"_s;
    const Result<QString> target = pathWithin(folder, name);
    if (!target)
        return fail(target.error());
    const Result<qint64> bytes = file.isSliced ? copySlices(file, *target) : copyFile(file.path, *target, m_progress);
    if (!bytes) {
        if (bytes.error().kind == Error::Kind::Cancelled)
            return fail(bytes.error());
        return fail(Error::make(bytes.error().kind, u"fetch the file %1 (%2)"_s.arg(file.name).arg(file.id), bytes.error().happened));
    }
    const QByteArray manifest = writeInFormat(inputFileManifest(file), m_request.format);
    if (Result<void> done = writeStagedFile(manifestFileName(*target), manifest); !done)
        return done;
    m_staged->files.append({file.id, file.name, u"in/files/"_s + name, *bytes, file.isSliced});
    return {};
}

Result<void> InputFileStager::stage(const InputFile &file)
{
    const Result<QList<StorageFile>> found = find(file);
    if (!found)
        return fail(found.error());
    qint64 last = 0;
    for (const StorageFile &one : *found) {
        if (Result<void> done = fetch(one); !done)
            return done;
        last = qMax(last, one.id);
        for (const QString &tag : file.processedTags) {
            if (QStringList &tags = m_staged->processedTags[one.id]; !tags.contains(tag))
                tags.append(tag);
        }
    }
    const std::optional<qint64> before = m_state.lastFile(file.stateTags());
    if (last > 0 || before)
        m_imported.append({file.stateTags(), last > 0 ? last : *before});
    return {};
}

} // namespace longshore
