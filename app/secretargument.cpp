// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secretargument.h"

#include <QFile>
#include <fcntl.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 longestSecret = 1 << 20;

Result<QString> readSecret(const QString &key, const QString &source)
{
    const QString asked = u"read the secret '%1'"_s.arg(key);
    QFile file;
    if (source.startsWith(u'@')) {
        file.setFileName(source.mid(1));
        if (!file.exists())
            return fail(Error::make(Error::Kind::NotFound, asked, u"there is no file %1"_s.arg(file.fileName())));
        if (!file.open(QIODevice::ReadOnly))
            return fail(Error::make(Error::Kind::PermissionDenied, asked, file.errorString()));
    } else {
        bool number = false;
        const int fd = source.mid(3).toInt(&number);
        if (!source.startsWith("fd:"_L1) || !number || fd < 0)
            return fail(Error::make(Error::Kind::BadInput, asked, u"its source is neither @FILE nor fd:N"_s,
                                    u"A value on the command line would be seen by every user."_s));
        // QFile opens any number; only a read would tell, and not in every version.
        if (::fcntl(fd, F_GETFD) < 0 || !file.open(fd, QIODevice::ReadOnly, QFileDevice::DontCloseHandle))
            return fail(Error::make(Error::Kind::NotFound, asked, u"descriptor %1 is not open"_s.arg(fd)));
    }
    QByteArray value = file.read(longestSecret + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(Error::make(Error::Kind::NotFound, asked, file.errorString()));
    if (value.size() > longestSecret)
        return fail(Error::make(Error::Kind::TooLarge, asked, u"it is longer than 1 MiB"_s));
    if (value.endsWith('\n'))
        value.chop(value.endsWith("\r\n") ? 2 : 1);
    return QString::fromUtf8(value);
}

} // namespace

Result<QMap<QString, QString>> readSecretArguments(const QStringList &arguments)
{
    QMap<QString, QString> values;
    for (const QString &argument : arguments) {
        const qsizetype equals = argument.indexOf(u'=');
        if (equals < 1)
            return fail(Error::make(Error::Kind::BadInput, u"longshore --secret"_s, u"it needs KEY=@FILE or KEY=fd:N"_s));
        const QString key = argument.left(equals);
        const Result<QString> value = readSecret(key, argument.mid(equals + 1));
        if (!value)
            return fail(value.error());
        values.insert(key, *value);
    }
    return values;
}

} // namespace longshore
