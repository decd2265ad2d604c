// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logfeed.h"

namespace longshore
{

LogFeed::LogFeed(std::shared_ptr<LogStore> store) : m_store(std::move(store)), m_decoder(*this), m_partialTimer(this)
{
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
