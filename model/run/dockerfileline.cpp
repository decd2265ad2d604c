// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/dockerfileline.h"

#include <QStringList>

namespace longshore
{

/// Builders differ in white space, so words are compared; comments may stand within an instruction.
int dockerfileLine(const QByteArray &dockerfile, const QString &instruction)
{
    const QString wanted = instruction.simplified();
    const QStringList lines = QString::fromUtf8(dockerfile).split(u'\n');
    QString joined;
    int begin = 0;
    for (qsizetype i = 0; i < lines.size() && !wanted.isEmpty(); ++i) {
        QString line = lines[i].trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        if (joined.isEmpty())
            begin = int(i) + 1;
        const bool goesOn = line.endsWith(u'\\');
        if (goesOn)
            line.chop(1);
        joined += line + u' ';
        if (goesOn)
            continue;
        if (joined.simplified().compare(wanted, Qt::CaseInsensitive) == 0)
            return begin;
        joined.clear();
    }
    return 0;
}

} // namespace longshore
