// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/asynctask.h"
#include "model/run/platformlogmodel.h"
#include "model/run/platformrunlog.h"

#include <QTimer>
#include <optional>

namespace longshore
{

/// What the platform would show of one run, for the window: read on a worker while somebody looks, of a run under way
/// as it comes.
class PlatformLogFeed : public QObject
{
    Q_OBJECT
public:
    explicit PlatformLogFeed(QObject *parent = nullptr);

    /// Another run, or the same one in a later state.
    void setRun(const RunSummary &run);
    /// Nothing is read while nobody looks.
    void setWatched(bool watched);
    PlatformLogModel &model() { return m_model; }
    const PlatformLogModel &model() const { return m_model; }
    /// All that there is now was read.
    bool isCaughtUp() const { return m_log.isCaughtUp() || m_model.isFull(); }
    /// Why it cannot be read further; nothing when it can.
    const std::optional<Error> &error() const { return m_error; }
    /// Events hidden by verbosity `none`.
    qint64 dropped() const { return m_log.dropped(); }

Q_SIGNALS:
    /// Events came, all was read, or it cannot be.
    void changed();

private:
    struct Read {
        PlatformRunLog log;
        Result<QList<PlatformRecord>> records;
    };
    void read();
    void take(Read read);
    bool isOver() const { return m_log.isDone() || m_error || m_model.isFull(); }

    RunSummary m_run;
    PlatformRunLog m_log;
    PlatformLogModel m_model;
    std::optional<Error> m_error;
    CancelToken m_reading;
    bool m_watched = false;
    bool m_busy = false;
    QTimer m_tick;
};

} // namespace longshore
