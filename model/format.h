// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace longshore
{

/// How amounts are written on every page and on the command line. Numbers follow the default `QLocale`; an unknown
/// amount (negative, or an invalid time) is "–".
namespace format
{

/// Decimal units, as image sizes are told: "0 B", "640 B", "3.1 MB", "64.0 MB", "182 MB", "1.31 GB".
QString bytes(qint64 amount);

/// Binary units, as memory limits are told: "812 MiB", "4 GiB", "1.5 GiB".
QString binaryBytes(qint64 amount);

/// The time from `then` to `now` in one unit: "12 s", "5 min", "2 h", "58 d", "5 mo", "3 y". A `then` that lies ahead
/// (clocks of two machines) is "0 s".
QString age(const QDateTime &then, const QDateTime &now);

/// A span in milliseconds: "320 ms", "12.4 s", "3 min 12 s", "1 h 04 min".
QString duration(qint64 milliseconds);

/// A whole number with the locale's grouping: "1,204".
QString count(qint64 number);

/// Time of day in local time, to the second: "12:03:10".
QString clock(const QDateTime &time);

/// Date and time of day in local time: "23 Nov 2026, 10:04".
QString dateTime(const QDateTime &time);

/// What stands for "nothing" or "not known".
QString none();

} // namespace format
} // namespace longshore
