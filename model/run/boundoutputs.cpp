// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/boundoutputs.h"

#include "model/run/folderwalk.h"
#include "model/run/tarstream.h"

#include <QFile>
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

bool belongsToUs(const QString &folder)
{
    struct stat info {};
    if (::geteuid() == 0 || ::lstat(QFile::encodeName(folder).constData(), &info) != 0)
        return true;
    if (info.st_uid != ::geteuid())
        return false;
    FolderWalk walk(folder, {}, FolderWalk::Root::IsFolder);
    while (const auto entry = walk.next()) {
        if (entry->info.st_uid != ::geteuid())
            return false;
    }
    return true;
}

Result<Collected> collectFolder(const QString &folder, const QString &target, const CollectLimits &limits, const CancelToken &token)
{
    struct stat info {};
    if (::lstat(QFile::encodeName(folder).constData(), &info) != 0 && errno == ENOENT)
        return Collected();
    if (!S_ISDIR(info.st_mode)) {
        Collected nothing;
        nothing.refuse("out", S_ISLNK(info.st_mode) ? u"the folder is a link"_s : u"it is no folder"_s);
        return nothing;
    }
    TarPart part;
    part.type = TarPart::Type::Folder;
    part.path = "out";
    part.source = folder;
    part.sourceIsHostile = true;
    std::vector<TarPart> parts;
    parts.push_back(std::move(part));
    TarStream tar(std::move(parts), 0, 0);
    const auto next = [&tar, &token]() -> std::optional<QByteArray> {
        const QByteArray bytes = token.isCancelled() ? QByteArray() : tar.read(256 << 10);
        return token.isCancelled() || !tar.failure().isEmpty() ? std::nullopt : std::optional(bytes);
    };
    auto collected = extractTar(next, target, limits);
    const QString asked = u"fetch the outputs into %1"_s.arg(target);
    if (token.isCancelled())
        return fail(Error::cancelled(asked));
    if (!tar.failure().isEmpty())
        return fail(Error::make(Error::Kind::Disk, asked, tar.failure()));
    if (!collected)
        return collected;
    const auto notes = tar.notes();
    for (const TarNote &note : notes) {
        const QByteArray name = note.path.mid(4); // below out/
        collected->refuse(name, note.what);
        if (note.kind == TarNote::Kind::Denied && collected->denied.isEmpty())
            collected->denied = name;
    }
    return collected;
}

} // namespace longshore
