// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QEventLoop>
#include <QList>
#include <QTimer>
#include <algorithm>

namespace longshore::bench
{

/// Runs the event loop until `done()`, which is asked every 10 ms: more often would be a load of its own.
template<class Done>
void spinUntil(Done done)
{
    QEventLoop loop;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        if (done())
            loop.quit();
    });
    timer.start(10);
    loop.exec();
}

/// Times between the firings of a 1 ms timer: the 99th percentile, in milliseconds.
class Gaps
{
public:
    Gaps()
    {
        m_clock.start();
        m_timer.setTimerType(Qt::PreciseTimer);
        m_gaps.reserve(20'000);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { m_gaps.append(double(m_clock.nsecsElapsed()) / 1e6), m_clock.restart(); });
        m_timer.start(1);
    }
    double percentile99()
    {
        std::sort(m_gaps.begin(), m_gaps.end());
        return m_gaps.isEmpty() ? 0 : m_gaps[m_gaps.size() * 99 / 100];
    }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    QList<double> m_gaps;
};

} // namespace longshore::bench
