// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/capsulefiles.h"

#include <QFile>

namespace longshore
{

using namespace Qt::StringLiterals;

Result<QByteArray> storedStageConfig(const QString &capsule, int stage)
{
    constexpr qint64 most = 16 << 20;
    QFile file(capsule + u"/stages/%1/config.json"_s.arg(stage));
    if (!file.exists())
        return fail(Error::make(Error::Kind::NotFound, u"read the stored config.json"_s, u"the run ended before it was made"_s));
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::make(Error::Kind::Disk, u"read "_s + file.fileName(), file.errorString()));
    return file.read(most);
}

QString outputFolder(const QString &capsule)
{
    return capsule + u"/out"_s;
}

} // namespace longshore
