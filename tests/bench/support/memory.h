// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/support/cost.h"

#include <QFile>
#include <malloc.h>

namespace longshore::bench
{

using namespace Qt::StringLiterals;

/// The process's own memory, in millions of bytes; what the allocator keeps for later is given back first.
inline double anonymousMegabytes()
{
    ::malloc_trim(0);
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        giveUp(u"there is no /proc/self/status"_s);
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("RssAnon:"))
            return line.mid(8).simplified().split(' ')[0].toDouble() * 1024 / 1e6;
    }
    giveUp(u"/proc/self/status has no RssAnon"_s);
}

} // namespace longshore::bench
