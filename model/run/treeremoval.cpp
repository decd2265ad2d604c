// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/treeremoval.h"

#include "model/run/folderwalk.h"

#include <QFile>
#include <QScopeGuard>
#include <cerrno>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QByteArrayList namesIn(int folder)
{
    QByteArrayList names;
    const int fd = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd < 0 ? nullptr : ::fdopendir(fd);
    if (!dir)
        return names;
    while (const dirent *entry = ::readdir(dir)) {
        const QByteArray name(entry->d_name);
        if (name != "." && name != "..")
            names.append(name);
    }
    ::closedir(dir);
    return names;
}

/// Folders are moved up to the root before they are emptied, so that no depth and no path length matters.
class Remover
{
public:
    explicit Remover(int root) : m_root(root) {}

    /// Whether nothing is left in the root.
    bool run()
    {
        for (bool goesOn = true; goesOn;) {
            goesOn = false;
            const auto names = namesIn(m_root);
            for (const QByteArray &name : names) {
                if (::unlinkat(m_root, name.constData(), 0) == 0 || (errno == EISDIR && removeFolder(name)))
                    goesOn = true;
            }
        }
        return namesIn(m_root).isEmpty();
    }

private:
    bool removeFolder(const QByteArray &name)
    {
        ::fchmodat(m_root, name.constData(), 0700, 0); // a component may have shut it
        const int folder = ::openat(m_root, name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (folder < 0)
            return false;
        const auto close = qScopeGuard([folder] { ::close(folder); });
        const auto names = namesIn(folder);
        for (const QByteArray &inner : names) {
            if (::unlinkat(folder, inner.constData(), 0) != 0 && errno == EISDIR)
                moveUp(folder, inner);
        }
        return ::unlinkat(m_root, name.constData(), AT_REMOVEDIR) == 0;
    }
    void moveUp(int folder, const QByteArray &name)
    {
        ::fchmodat(folder, name.constData(), 0700, 0); // its ".." is about to change
        do {
            const QByteArray free = ".moved-" + QByteArray::number(++m_moved);
            if (::renameat2(folder, name.constData(), m_root, free.constData(), RENAME_NOREPLACE) == 0)
                return;
        } while (errno == EEXIST);
    }

    int m_root;
    int m_moved = 0;
};

} // namespace

Result<void> removeTree(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    const QString asked = u"remove the folder %1"_s.arg(path);
    const int root = ::open(name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (root < 0 && errno == ENOENT)
        return {};
    if (root < 0)
        return fail(Error::make(Error::Kind::Disk, asked, qt_error_string(errno)));
    const auto close = qScopeGuard([root] { ::close(root); });
    if (!Remover(root).run())
        return fail(Error::make(Error::Kind::PermissionDenied, asked, u"the component left files of another user in it"_s,
                                u"Remove it as root."_s));
    if (::rmdir(name.constData()) != 0)
        return fail(Error::make(Error::Kind::Disk, asked, qt_error_string(errno)));
    return {};
}

QList<QByteArray> foreignFolders(const QString &path)
{
    QList<QByteArray> foreign;
    FolderWalk walk(path, {}, FolderWalk::Root::IsFolder);
    while (const auto entry = walk.next()) {
        if (S_ISDIR(entry->info.st_mode) && entry->info.st_uid != ::geteuid())
            foreign.append(entry->path);
    }
    return foreign;
}

} // namespace longshore
