// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/stagedfile.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace longshore
{

Result<QString> pathWithin(const QString &folder, const QString &name)
{
    const QString asked = u"place the file \"%1\""_s.arg(name.left(100));
    const QString clean = QDir::cleanPath(name);
    if (name.trimmed().isEmpty() || clean == "."_L1)
        return fail(Error::make(Error::Kind::BadInput, asked, u"the name is empty"_s));
    if (name.contains(QChar(0)))
        return fail(Error::make(Error::Kind::BadInput, asked, u"the name holds a NUL character"_s));
    if (clean == ".."_L1 || clean.startsWith("../"_L1) || clean.startsWith(u'/'))
        return fail(Error::make(Error::Kind::BadInput, asked, u"\"%1\" leads outside its folder"_s.arg(name.left(100))));
    const QStringList parts = clean.split(u'/');
    for (const QString &part : parts) {
        if (part.toUtf8().size() > 255)
            return fail(Error::make(Error::Kind::BadInput, asked, u"the name is longer than 255 bytes"_s));
    }
    return folder + u'/' + clean;
}

Result<void> writeStagedFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    const bool written = file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size() && file.flush();
    if (written)
        return {};
    const Error::Kind kind = file.error() == QFileDevice::PermissionsError ? Error::Kind::PermissionDenied : Error::Kind::Disk;
    return fail(Error::make(kind, u"write %1"_s.arg(path), file.errorString()));
}

} // namespace longshore
