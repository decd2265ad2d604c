// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/storefolder.h"

#include "model/store/durablefile.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

Result<void> makeStoreFolder(const QString &path, const QString &asked)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isDir())
        return fail(Error::make(Error::Kind::StoreUnwritable, asked, u"%1 is not a directory"_s.arg(path),
                                u"Choose another one with --store."_s));
    const QString parent = info.absolutePath();
    if (!QFileInfo::exists(parent) && parent != path) {
        if (auto made = makeStoreFolder(parent, asked); !made)
            return made;
    }
    if (::mkdir(QFile::encodeName(path).constData(), 0700) != 0 && errno != EEXIST)
        return fail(diskError(asked, errno));
    if (::access(QFile::encodeName(path).constData(), W_OK | X_OK) != 0)
        return fail(diskError(asked, errno));
    return {};
}

Result<void> refuseNetworkFolder(const QString &path, const QString &asked)
{
    const QByteArray type = QStorageInfo(path).fileSystemType();
    for (const char *network : {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "ceph", "afs", "ncpfs"}) {
        if (type == network)
            return fail(Error::make(Error::Kind::StoreUnwritable, asked,
                                    u"it lies on a network file system (%1)"_s.arg(QString::fromLatin1(type)),
                                    u"Choose a local directory with --store."_s));
    }
    return {};
}

} // namespace longshore
