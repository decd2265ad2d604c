// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imageexport.h"

#include "model/format.h"
#include "model/images/files/archivemanifest.h"
#include "model/images/files/imagereading.h"
#include "model/run/treeremoval.h"
#include "model/store/durablefile.h"
#include "model/store/ulid.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <stdio.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QString tr(const char *words)
{
    return QCoreApplication::translate("ImageExport", words);
}

Error noFile(const ImageExport &what)
{
    return Error::make(Error::Kind::BadInput, u"export /%1"_s.arg(QString::fromUtf8(what.path)), u"it is no regular file, and no hard link to one"_s,
                       u"Folders, files and hard links to them can be exported."_s);
}

/// Extracts into `place`, which is new.
Result<Collected> extract(const ImageExport &what, bool fromContainer, const TarSource &source, const QString &place, const CancelToken &token)
{
    const CollectLimits limits = CollectLimits::forFolder(QFileInfo(what.target).absolutePath());
    if (fromContainer)
        return extractTar(source, place, limits, {.root = {}});
    const auto index = ImageIndex::open(what.indexFile);
    if (!index)
        return fail(index.error());
    if (!what.row.isFolder()) {
        const std::optional<ImageFileRow> content = contentOf(**index, what.row);
        if (!content)
            return fail(noFile(what));
        WantedFiles one;
        one.files.insert({(*index)->layers().value(content->layer).name, (*index)->pathOf(content->node)}, {"file"});
        return extractFromImage(what.image, source, one, place, limits, token);
    }
    const Result<WantedFiles> wanted = filesBelow(**index, what.row.node, what.view, what.layer, token);
    return wanted ? extractFromImage(what.image, source, *wanted, place, limits, token) : Result<Collected>(fail(wanted.error()));
}

Result<void> moveInto(const QString &from, const QString &target, bool mayReplace)
{
    const QByteArray source = QFile::encodeName(from), place = QFile::encodeName(target);
    if (::renameat2(AT_FDCWD, source.constData(), AT_FDCWD, place.constData(), mayReplace ? 0 : RENAME_NOREPLACE) == 0)
        return {};
    const QString asked = u"export to %1"_s.arg(target);
    if (errno == EEXIST)
        return fail(Error::make(Error::Kind::Conflict, asked, u"there is something of that name"_s, u"Choose another name."_s));
    return fail(diskError(asked, errno));
}

QString outcome(const Collected &collected, qint64 files)
{
    QStringList parts{files == 1 ? tr("1 file") : tr("%1 files").arg(format::count(files)), format::bytes(collected.bytes)};
    if (collected.refusedCount > 0)
        parts << (collected.refusedCount == 1 ? tr("1 link or device left out") : tr("%1 links or devices left out").arg(format::count(collected.refusedCount)));
    return parts.join(u" · "_s);
}

Result<QString> publish(const ImageExport &what, const Result<Collected> &collected, const QString &place)
{
    if (!collected)
        return fail(collected.error());
    const auto isFile = [](const CollectedEntry &entry) { return !entry.directory; };
    const qint64 files = std::count_if(collected->entries.begin(), collected->entries.end(), isFile);
    if (what.row.isFolder()) {
        const Result<void> moved = moveInto(place, what.target, false);
        return moved ? Result<QString>(outcome(*collected, files)) : Result<QString>(fail(moved.error()));
    }
    const auto file = std::find_if(collected->entries.begin(), collected->entries.end(), isFile);
    if (file == collected->entries.end())
        return fail(noFile(what));
    const Result<void> moved = moveInto(place + u'/' + file->stored, what.target, true);
    return moved ? Result<QString>(outcome(*collected, files)) : Result<QString>(fail(moved.error()));
}

} // namespace

bool ImageExport::isInContainers() const
{
    if (QString::fromUtf8(path).toUtf8() != path)
        return false; // it cannot be asked for
    return row.isFolder() ? view == FilesView::Merged && layer == topLayer && !holdsEngines(path) : row.isLatest && !isEngines(path);
}

Result<QString> exportFromTar(const ImageExport &what, bool fromContainer, const TarSource &source, const CancelToken &token)
{
    const QFileInfo target(what.target);
    if (what.row.isFolder() && target.exists())
        return fail(Error::make(Error::Kind::Conflict, u"export to %1"_s.arg(what.target), u"there is something of that name"_s, u"Choose another name."_s));
    const QString place = u"%1/.longshore-%2"_s.arg(target.absolutePath(), UlidGenerator().next());
    const Result<QString> done = publish(what, extract(what, fromContainer, source, place, token), place);
    const Result<void> removed = removeTree(place);
    return done && !removed && !what.row.isFolder() ? Result<QString>(fail(removed.error())) : done;
}

std::optional<ImageFileRow> followLinks(const ImageIndex &index, const ImageFileRow &row, int layer)
{
    constexpr int mostHops = 16;
    std::optional<ImageFileRow> at = row;
    for (int hop = 0; at && hop < mostHops; ++hop) {
        if (contentOf(index, *at))
            return at;
        if (at->kind == LayerEntry::Kind::Symlink)
            at = index.find(cleanArchiveName(at->link.startsWith('/') ? at->link : index.pathOf(at->parent) + '/' + at->link), FilesView::Merged, layer);
        else
            return {};
    }
    return {};
}

} // namespace longshore
