// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>
#include <optional>

namespace longshore
{

/// What PHP's strtotime() makes of `text`, UTC, or nothing when it is none of the forms read here: `now`, `today`,
/// `midnight`, `noon`, `yesterday`, `tomorrow`; dates (`2020-01-31`, `2020/01/31`, `20200131`, `31 January 2020`,
/// `January 31, 2020`) and times (`14:05`, `14:05:06.5`, `2pm`) with a zone (`Z`, `UTC`, `+01:00`); `@1580428800`;
/// `-2 hours`, `3 days ago`, `+1 week 2 days`; `last monday`, `next month`, `first day of last month`. Pure.
std::optional<QDateTime> phpDateTime(const QString &text, const QDateTime &now);

/// `2015-01-25T01:35:14+0100` in UTC, as manifests and states of the platform spell times; empty when invalid.
QString platformTime(const QDateTime &time);
/// The same with milliseconds, which a state needs to tell rows of one second apart.
QString platformTimeExact(const QDateTime &time);

} // namespace longshore
