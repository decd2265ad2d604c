// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QDateTime>

namespace longshore
{

/// Reads `2026-11-23T07:30:26.844183678Z` (0 to 9 fraction digits, `Z` or an offset) at the start of a text.
/// Made for logs: the date part of the line before is remembered, so that a million lines cost one calendar
/// calculation per second of log.
class Rfc3339Reader
{
public:
    enum class Match {
        Complete,  ///< `seconds`, `nanos` and `length` are set
        Incomplete, ///< the text ended inside what may become a time stamp
        None
    };

    Match read(QByteArrayView text);

    qint64 seconds = 0; ///< since 1970 UTC
    int nanos = 0;
    qsizetype length = 0; ///< bytes of the time stamp

private:
    bool readSeconds(const char *text);

    static constexpr qsizetype SecondsLength = 19; // 2026-11-23T07:30:26
    char m_last[SecondsLength + 1] = "1970-01-01T00:00:00";
    qint64 m_lastSeconds = 0;
};

/// An engine's time as UTC; invalid for Go's zero time (`0001-01-01T00:00:00Z`) and anything unreadable.
QDateTime parseRfc3339(QByteArrayView text);

} // namespace longshore
