// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"
#include "ui/theme/marks.h"

namespace longshore
{

inline Mark markOf(Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Error:
        return Mark::Error;
    case Problem::Severity::Warning:
        return Mark::Warning;
    case Problem::Severity::Note:
        break;
    }
    return Mark::Note;
}

/// A problem's message ("must be at least 1") where it stands alone.
inline QString asSentence(const QString &message)
{
    return message.left(1).toUpper() + message.mid(1);
}

} // namespace longshore
