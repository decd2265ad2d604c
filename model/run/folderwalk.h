// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <dirent.h>
#include <functional>
#include <optional>
#include <sys/stat.h>
#include <vector>

namespace longshore
{

/// Walks a folder depth first, names sorted, by descriptors only: no step follows a link, so that nobody who swaps a
/// name meanwhile leads it outside (A32).
class FolderWalk
{
public:
    using Skip = std::function<bool(const QByteArray &relative)>;

    struct Entry {
        QByteArray path; ///< below the root
        struct stat info {};
        int parent = -1;     ///< descriptor of the folder that holds it, valid until the next call
        QByteArray name;     ///< in `parent`
        QByteArray link;     ///< target of a symbolic link
        int failed = 0;      ///< errno: it is there but cannot be looked into
        bool tooDeep = false;
    };

    static constexpr size_t maximumDepth = 64;

    /// What the root itself may be: a link where the user named it, none where a component could have made it.
    enum class Root { MayBeLink, IsFolder };

    FolderWalk(const QString &root, Skip skip, Root kind = Root::MayBeLink);
    ~FolderWalk();
    FolderWalk(const FolderWalk &) = delete;
    FolderWalk &operator=(const FolderWalk &) = delete;

    /// errno of opening the root, 0 when it is open.
    int rootError() const { return m_rootError; }
    std::optional<Entry> next();
    /// True when the link of `entry` stays within the root, judged by its text alone.
    static bool staysInside(const QByteArray &path, const QByteArray &link);

private:
    struct Level {
        int fd;
        QByteArray path;
        std::vector<QByteArray> names; ///< left to visit, last first
    };
    bool enter(int fd, const QByteArray &path);

    Skip m_skip;
    std::vector<Level> m_levels;
    int m_rootError = 0;
};

} // namespace longshore
