// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/platformlogfeed.h"

namespace longshore
{

namespace
{

constexpr int everyMs = 1000;

} // namespace

PlatformLogFeed::PlatformLogFeed(QObject *parent) : QObject(parent)
{
    m_tick.setInterval(everyMs);
    connect(&m_tick, &QTimer::timeout, this, &PlatformLogFeed::read);
}

void PlatformLogFeed::setRun(const RunSummary &run)
{
    const bool another = run.id != m_run.id;
    m_run = run;
    if (another) {
        m_reading.cancel();
        m_reading = {};
        m_busy = false;
        m_log = PlatformRunLog(run.capsule);
        m_error.reset();
        m_model.clear();
        Q_EMIT changed();
    }
    read();
}

void PlatformLogFeed::setWatched(bool watched)
{
    m_watched = watched;
    read();
}

void PlatformLogFeed::read()
{
    if (!m_watched || isOver()) {
        m_tick.stop();
        return;
    }
    if (std::exchange(m_busy, true))
        return;
    runAsync(this,
             [log = m_log, run = m_run]() mutable {
                 auto records = log.read(run);
                 return Read{std::move(log), std::move(records)};
             },
             [this](Read read) { take(std::move(read)); }, m_reading);
}

void PlatformLogFeed::take(Read read)
{
    m_busy = false;
    if (!read.records) {
        m_error = read.records.error();
    } else {
        m_log = std::move(read.log);
        m_model.append(*read.records);
    }
    Q_EMIT changed();
    // A run that has ended is read to its end at once, one under way once a second.
    if (m_run.finished() || !m_log.isCaughtUp())
        this->read();
    else if (m_watched)
        m_tick.start();
}

} // namespace longshore
