// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vault/keyfile.h"

#include "model/store/durablefile.h"
#include "model/store/storefolder.h"

#include <QFile>
#include <QFileInfo>
#include <cerrno>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype digits = 2 * secretKeyBytes;

Result<void> checkOwner(int fd, const QString &path, const QString &asked)
{
    struct stat status;
    if (::fstat(fd, &status) != 0)
        return fail(Error::make(Error::Kind::Disk, asked, qt_error_string(errno)));
    if (!S_ISREG(status.st_mode))
        return fail(Error::make(Error::Kind::BadInput, asked, u"it is not a file"_s));
    if (status.st_uid != ::geteuid())
        return fail(Error::make(Error::Kind::PermissionDenied, asked, u"it belongs to another user"_s, u"Use a key file of your own."_s));
    if (status.st_mode & 077)
        return fail(Error::make(Error::Kind::PermissionDenied, asked, u"other users may open it"_s, u"chmod 600 %1"_s.arg(path)));
    return {};
}

} // namespace

Result<SecretKey> readKeyFile(const QString &path)
{
    const QString asked = u"read the key file %1"_s.arg(path);
    if (!QFileInfo::exists(path))
        return fail(Error::make(Error::Kind::NotFound, asked, u"there is no such file"_s, u"Without it the secrets stay locked."_s));
    if (auto local = refuseNetworkFolder(path, asked); !local)
        return fail(local.error());
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(Error::make(Error::Kind::PermissionDenied, asked, file.errorString()));
    if (auto own = checkOwner(file.handle(), path, asked); !own)
        return fail(own.error());
    SecretBuffer text(digits);
    auto key = std::make_shared<SecretBuffer>(secretKeyBytes);
    size_t got = 0;
    const bool whole = file.read(reinterpret_cast<char *>(text.data()), digits) == digits
        && sodium_hex2bin(key->data(), size_t(secretKeyBytes), reinterpret_cast<const char *>(text.data()), size_t(digits), nullptr, &got, nullptr) == 0;
    if (!whole || got != size_t(secretKeyBytes))
        return fail(Error::make(Error::Kind::BadInput, asked, u"it holds no key"_s, u"A key file is made by: longshore secret key FILE"_s));
    return key;
}

Result<SecretKey> makeKeyFile(const QString &path)
{
    const QString asked = u"make the key file %1"_s.arg(path);
    const QString folder = QFileInfo(path).absolutePath();
    if (auto local = refuseNetworkFolder(folder, asked); !local)
        return fail(local.error());
    const int fd = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST ? fail(Error::make(Error::Kind::Conflict, asked, u"there is such a file already"_s))
                               : fail(diskError(asked, errno));
    auto key = std::make_shared<SecretBuffer>(SecretBuffer::random(secretKeyBytes));
    SecretBuffer text(digits + 1); // sodium_bin2hex ends it with a NUL
    sodium_bin2hex(reinterpret_cast<char *>(text.data()), size_t(text.size()), key->data(), size_t(key->size()));
    text.data()[digits] = '\n';
    const bool written = ::write(fd, text.data(), size_t(text.size())) == text.size() && ::fsync(fd) == 0;
    const int number = errno;
    ::close(fd);
    if (!written) {
        ::unlink(QFile::encodeName(path).constData());
        return fail(diskError(asked, number));
    }
    if (auto synced = syncDirectory(folder); !synced)
        return fail(synced.error());
    return key;
}

} // namespace longshore
