// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runsamplesfeed.h"

namespace longshore
{

namespace
{

constexpr int everyMs = 1000;

} // namespace

RunSamplesFeed::RunSamplesFeed(QObject *parent) : QObject(parent)
{
    m_tick.setInterval(everyMs);
    connect(&m_tick, &QTimer::timeout, this, &RunSamplesFeed::read);
}

void RunSamplesFeed::setRun(const RunSummary &run)
{
    const bool another = run.id != m_run.id;
    const bool ended = run.finished() && !m_run.finished();
    m_run = run;
    if (run.finished())
        m_tick.stop();
    else
        m_tick.start();
    if (another) {
        m_reading.cancel();
        m_reading = {};
        m_busy = m_loaded = false;
        m_samples.clear();
        m_offset = 0;
        m_trouble.clear();
        Q_EMIT changed();
    }
    if (another || ended)
        read();
}

void RunSamplesFeed::read()
{
    if (std::exchange(m_busy, true)) {
        m_again = true;
        return;
    }
    m_again = false;
    runAsync(this, [capsule = m_run.capsule, offset = m_offset] { return readRunSamples(capsule, offset); },
             [this](const Result<RunSamples> &read) { take(read); }, m_reading);
}

void RunSamplesFeed::take(const Result<RunSamples> &read)
{
    m_busy = false;
    const bool first = !std::exchange(m_loaded, true);
    m_trouble = read ? QString() : read.error().sentence();
    if (read) {
        m_samples += read->samples;
        m_offset = read->end;
    }
    if (first || !read || !read->samples.isEmpty())
        Q_EMIT changed();
    if (m_again)
        this->read();
}

} // namespace longshore
