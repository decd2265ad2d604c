// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logalert.h"
#include "ui/logs/logcolumns.h"
#include "ui/logs/loggutter.h"

#include <QByteArray>
#include <optional>

namespace longshore
{

/// How somebody likes the logs of one image shown; what a pane remembers.
struct LogViewState {
    bool wrap = false;
    bool shortMessages = true;
    bool foldRepeats = false;
    bool standardOutput = true;
    bool standardError = true;
    quint8 levels = LogCriteria::allLevels;
    GutterMode gutter = GutterMode::Elapsed;
    double zoom = 1.0;
    QList<LogColumn> columns;
    LogAlertRule alert; ///< empty: none

    bool operator==(const LogViewState &) const = default;
    /// For Settings::setViewState.
    QByteArray toBytes() const;
    /// What is missing or makes no sense gets its default.
    static LogViewState fromBytes(const QByteArray &bytes);
};

/// What settings about the logs of an image are kept by: "log/<repository>", whatever its tag, which changes with each build.
QString logSettingsName(const QString &image);

/// A time as people type it, for the ends of a range: "12.9" or "12.9 s" are seconds since `start`; "10:04", "10:04:14"
/// and "10:04:14.894" are times of day of the day of `start`, in UTC or here. Nothing for other texts. Nanoseconds since
/// 1970 UTC.
std::optional<qint64> parseLogTime(const QString &text, qint64 start, bool utc);

} // namespace longshore
