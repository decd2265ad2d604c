// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/finding.h"

#include <QStringList>

namespace longshore::test
{

/// "error F20 out/tables/x" for each finding.
inline QStringList brief(const Findings &findings)
{
    QStringList list;
    for (const Finding &finding : findings)
        list.append(QStringLiteral("%1 %2 %3").arg(toString(finding.severity), finding.rule, finding.path));
    return list;
}

/// The same with the sentences, a line each: for messages of tests.
inline QString told(const Findings &findings)
{
    QStringList list;
    for (const Finding &finding : findings)
        list.append(QStringLiteral("%1 %2 %3: %4").arg(toString(finding.severity), finding.rule, finding.path, finding.message));
    return list.join(QLatin1Char('\n'));
}

} // namespace longshore::test
