// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logfeed.h"

namespace longshore
{

/// The end of a log's pipe in which a part of this program writes: from any thread, in order.
class LogInlet : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    /// Not cut at lines, may hold ANSI colours.
    void written(const QByteArray &text, longshore::LogSource source);
};

/// Feeds a log that this program itself writes, as the output of a build.
class WrittenFeed : public LogFeed
{
    Q_OBJECT
public:
    using LogFeed::LogFeed;

    void start() override;
    void write(const QByteArray &text, LogSource source);
    void sourceEnded() override;
};

} // namespace longshore
