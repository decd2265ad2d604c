// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/socketfacts.h"

#include <QDir>
#include <QFile>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace longshore
{

namespace
{

QString userName(uid_t uid)
{
    std::array<char, 16384> buffer;
    passwd entry{};
    passwd *found = nullptr;
    if (::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return QString::fromLocal8Bit(entry.pw_name);
    return QString::number(uid);
}

QString groupName(gid_t gid)
{
    std::array<char, 16384> buffer;
    group entry{};
    group *found = nullptr;
    if (::getgrgid_r(gid, &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return QString::fromLocal8Bit(entry.gr_name);
    return QString::number(gid);
}

/// The topmost directory above `path` that may not be entered.
QString closedDirectory(const QString &path)
{
    QString closed;
    QString directory = path;
    while (directory != QDir::rootPath() && directory.contains(u'/')) {
        directory = directory.left(directory.lastIndexOf(u'/'));
        if (directory.isEmpty())
            directory = QDir::rootPath();
        if (::faccessat(AT_FDCWD, QFile::encodeName(directory).constData(), X_OK, AT_EACCESS) != 0 && errno == EACCES)
            closed = directory;
    }
    return closed;
}

} // namespace

SocketFacts SocketFacts::of(const QString &path)
{
    SocketFacts facts;
    const QByteArray name = QFile::encodeName(path);
    struct stat status{};
    if (::stat(name.constData(), &status) != 0) {
        facts.errorNumber = errno;
        if (errno == EACCES)
            facts.blockedBy = closedDirectory(path);
        return facts;
    }
    facts.exists = true;
    facts.isSocket = S_ISSOCK(status.st_mode);
    facts.owner = userName(status.st_uid);
    facts.group = groupName(status.st_gid);
    facts.groupMayOpen = (status.st_mode & 0060) == 0060;
    facts.mayOpen = ::faccessat(AT_FDCWD, name.constData(), R_OK | W_OK, AT_EACCESS) == 0;
    if (!facts.mayOpen)
        facts.errorNumber = errno;
    return facts;
}

UserFacts UserFacts::current()
{
    return {userName(::geteuid()), ::geteuid()};
}

} // namespace longshore
