// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logfeed.h"

namespace longshore
{

namespace
{
constexpr int quietMs = 1000;
/// Between two chunks, so that other logs get their turn.
constexpr int breathMs = 40;
} // namespace

LogFeed::LogFeed(std::shared_ptr<LogStore> store)
    : m_store(std::move(store)), m_decoder(*this), m_partialTimer(this), m_restTimer(this)
{
    m_restTimer.setSingleShot(true);
    connect(&m_restTimer, &QTimer::timeout, this, &LogFeed::rest);
    // A row that is being written when a batch ends is mostly whole a moment later.
    m_partialTimer.setSingleShot(true);
    m_partialTimer.setInterval(100);
    connect(&m_partialTimer, &QTimer::timeout, this, &LogFeed::showPartials);
}

void LogFeed::publish()
{
    if (m_store->publish())
        Q_EMIT grown();
    if (m_decoder.hasPartials() || m_partialsShown) {
        if (!m_partialTimer.isActive())
            m_partialTimer.start();
    }
    if (!m_restTimer.isActive()) {
        m_restedAt = m_store->endLine();
        m_restTimer.start(quietMs);
    }
}

/// A second without a line: time to pack closer what was packed in haste. Stops by itself.
void LogFeed::rest()
{
    if (const quint64 end = m_store->endLine(); end != m_restedAt) {
        m_restedAt = end;
        m_restTimer.start(quietMs);
    } else if (m_store->packCloser()) {
        m_restTimer.start(breathMs);
    }
}

void LogFeed::finish()
{
    m_decoder.finish();
    m_partialTimer.stop();
    publish();
    showPartials();
}

void LogFeed::showPartials()
{
    const QList<PartialLine> now = m_decoder.partials();
    m_partialsShown = !now.isEmpty();
    Q_EMIT partials(now);
}

} // namespace longshore
