// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/logs/logfollower.h"

#include <QDateTime>
#include <optional>

namespace longshore
{

/// Which part of a container's log somebody asks for, in people's words.
struct LogPart {
    QString from{};  ///< as `momentOf`; empty: from its beginning
    QString to{};    ///< empty: it goes on
    int lines = 0;   ///< of that the last so many; 0 all of it

    bool operator==(const LogPart &) const = default;
    /// What the engine is to be asked. BadInput for a time that cannot be read, and for an end that is not behind the
    /// beginning. `now` as for `momentOf`.
    Result<LogFollower::Range> range(const QDateTime &now) const;
};

/// A moment as people type it: "10:04", "10:04:14.5" (a time of the last 24 hours), "2026-11-28", "2026-11-28 10:04",
/// the same with "Z" or an offset from UTC, "10 min", "90 s", "2 h", "3 d" (so long ago). Without an offset it is a time of
/// `now`'s zone. Nothing for other texts.
std::optional<QDateTime> momentOf(const QString &text, const QDateTime &now);

} // namespace longshore
