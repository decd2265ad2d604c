// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/watchscan.h"

#include "model/run/dockerignore.h"
#include "model/run/folderwalk.h"

#include <QDir>
#include <QFile>
#include <QSet>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

/// Names of version control, of caches, and of what builds leave behind.
bool isLeftBehind(const QString &name)
{
    static const QSet<QString> names{u".git"_s,          u".hg"_s,           u".svn"_s,         u".idea"_s,  u".vscode"_s, u"__pycache__"_s,
                                     u".pytest_cache"_s, u".mypy_cache"_s,   u".ruff_cache"_s,  u".tox"_s,   u".venv"_s,   u"venv"_s,
                                     u"node_modules"_s,  u".gradle"_s,       u"target"_s,       u"build"_s,  u"dist"_s,    u"4913"_s};
    static const QStringList endings{u"~"_s, u".swp"_s, u".swo"_s, u".swx"_s, u".pyc"_s, u".tmp"_s};
    const auto endsName = [&name](const QString &ending) { return name.endsWith(ending); };
    return names.contains(name) || name.startsWith(".#"_L1) || std::any_of(endings.begin(), endings.end(), endsName);
}

FileStamp stampOf(const struct stat &info)
{
    return {qint64(info.st_size), qint64(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec, quint64(info.st_ino)};
}

void add(const QString &path, SourceScan *scan)
{
    struct stat info {};
    if (::stat(QFile::encodeName(path).constData(), &info) == 0 && S_ISREG(info.st_mode))
        scan->files.insert(path, stampOf(info));
}

} // namespace

SourceScan scanSource(const WatchedSource &source)
{
    SourceScan scan;
    const DockerIgnore ignore = DockerIgnore::of(source.folder, source.dockerfile);
    const QDir folder(source.folder);
    const auto isLeftOut = [&](const QString &path) { return source.leftOut.contains(folder.filePath(path)) || isLeftBehind(path.section(u'/', -1)); };
    FolderWalk walk(source.folder, [&](const QByteArray &path) {
        const QString name = QFile::decodeName(path);
        return isLeftOut(name) || ignore.leavesOut(name, true);
    });
    if (walk.rootError() != 0) {
        scan.problem = qt_error_string(walk.rootError());
        return scan;
    }
    scan.folders.append(source.folder);
    while (const std::optional<FolderWalk::Entry> entry = walk.next()) {
        const QString name = QFile::decodeName(entry->path);
        if (S_ISDIR(entry->info.st_mode))
            scan.folders.append(folder.filePath(name));
        else if (S_ISREG(entry->info.st_mode) && !ignore.leavesOut(name, false))
            scan.files.insert(folder.filePath(name), stampOf(entry->info));
        scan.isTooLarge = scan.files.size() > mostWatchedFiles || scan.folders.size() > mostWatchedFiles;
        if (scan.isTooLarge)
            return scan;
    }
    add(folder.filePath(source.dockerfile.isEmpty() ? u"Dockerfile"_s : source.dockerfile), &scan);
    for (const QString &path : source.also)
        add(path, &scan);
    return scan;
}

QStringList changedFiles(const SourceScan &before, const SourceScan &after, const QString &folder)
{
    QSet<QString> changed;
    for (auto file = after.files.cbegin(); file != after.files.cend(); ++file) {
        const auto old = before.files.constFind(file.key());
        if (old == before.files.cend() || *old != *file)
            changed.insert(file.key());
    }
    for (auto file = before.files.cbegin(); file != before.files.cend(); ++file) {
        if (!after.files.contains(file.key()))
            changed.insert(file.key());
    }
    QStringList names;
    for (const QString &path : std::as_const(changed))
        names.append(path.startsWith(folder + u'/') ? path.mid(folder.size() + 1) : path);
    names.sort();
    return names;
}

} // namespace longshore
