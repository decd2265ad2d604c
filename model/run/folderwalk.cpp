// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/folderwalk.h"

#include <QFile>
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace longshore
{

FolderWalk::FolderWalk(const QString &root, Skip skip, Root kind) : m_skip(std::move(skip))
{
    const int links = kind == Root::IsFolder ? O_NOFOLLOW : 0;
    const int fd = ::open(QFile::encodeName(root).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | links);
    if (fd < 0 || !enter(fd, {}))
        m_rootError = errno;
}

FolderWalk::~FolderWalk()
{
    for (const Level &level : m_levels)
        ::close(level.fd);
}

bool FolderWalk::enter(int fd, const QByteArray &path)
{
    DIR *dir = ::fdopendir(::dup(fd));
    if (!dir) {
        ::close(fd);
        return false;
    }
    Level level{fd, path, {}};
    while (const dirent *entry = ::readdir(dir)) {
        const QByteArray name(entry->d_name);
        if (name != "." && name != "..")
            level.names.push_back(name);
    }
    ::closedir(dir);
    std::sort(level.names.begin(), level.names.end(), std::greater<>());
    m_levels.push_back(std::move(level));
    return true;
}

std::optional<FolderWalk::Entry> FolderWalk::next()
{
    while (!m_levels.empty()) {
        Level &level = m_levels.back();
        if (level.names.empty()) {
            ::close(level.fd);
            m_levels.pop_back();
            continue;
        }
        Entry entry;
        entry.name = level.names.back();
        level.names.pop_back();
        entry.path = level.path.isEmpty() ? entry.name : level.path + '/' + entry.name;
        entry.parent = level.fd;
        if (m_skip && m_skip(entry.path))
            continue;
        if (::fstatat(level.fd, entry.name.constData(), &entry.info, AT_SYMLINK_NOFOLLOW) != 0) {
            if (errno == ENOENT)
                continue; // gone since the folder was read
            entry.failed = errno;
            return entry;
        }
        if (S_ISLNK(entry.info.st_mode)) {
            QByteArray target(4096, Qt::Uninitialized);
            const ssize_t n = ::readlinkat(level.fd, entry.name.constData(), target.data(), size_t(target.size()));
            entry.failed = n < 0 ? errno : 0;
            entry.link = target.left(qMax<ssize_t>(n, 0));
        } else if (S_ISDIR(entry.info.st_mode)) {
            entry.tooDeep = m_levels.size() >= maximumDepth;
            if (!entry.tooDeep) {
                const int fd = ::openat(level.fd, entry.name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
                if (fd < 0 || !enter(fd, entry.path))
                    entry.failed = errno;
            }
        }
        return entry;
    }
    return {};
}

bool FolderWalk::staysInside(const QByteArray &path, const QByteArray &link)
{
    if (link.isEmpty() || link.startsWith('/'))
        return false;
    int depth = int(path.count('/'));
    for (const QByteArray &step : link.split('/')) {
        if (step == "..")
            --depth;
        else if (!step.isEmpty() && step != ".")
            ++depth;
        if (depth < 0)
            return false;
    }
    return true;
}

} // namespace longshore
