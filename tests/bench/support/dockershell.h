// SPDX-License-Identifier: GPL-3.0-or-later
// What a person without Longshore types to run a component with docker.
#pragma once

#include "tests/bench/support/cost.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QString>

namespace longshore::bench
{

/// A script: makes the container `name` by `docker create` with `create`, copies the folder `data` to /data, starts it,
/// copies /data/out to `out`, removes it.
inline QString dockerScript(const QString &docker, const QString &name, const QString &create, const QString &data, const QString &out)
{
    return QStringLiteral("set -e; n=%1; %2 create --name $n %3 > /dev/null; %2 cp %4/. $n:/data; %2 start -a $n; "
                          "rm -rf %5; %2 cp $n:/data/out %5; %2 rm $n > /dev/null")
        .arg(name, docker, create, data, out);
}

inline void writeFile(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        giveUp(path + QStringLiteral(": ") + file.errorString());
}

} // namespace longshore::bench
