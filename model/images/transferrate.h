// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <utility>

namespace longshore
{

/// How fast bytes come, over the last few seconds. Times in ms of any clock.
class TransferRate
{
public:
    void add(qint64 time, qint64 bytes)
    {
        m_samples.append({time, bytes});
        while (m_samples.size() > 2 && time - m_samples[1].first >= window)
            m_samples.removeFirst();
    }
    /// 0 = not known yet.
    qint64 bytesPerSecond() const
    {
        if (m_samples.size() < 2)
            return 0;
        const qint64 time = m_samples.last().first - m_samples.first().first;
        const qint64 bytes = m_samples.last().second - m_samples.first().second;
        return time < shortest || bytes <= 0 ? 0 : bytes * 1000 / time;
    }

private:
    static constexpr qint64 window = 5000;
    static constexpr qint64 shortest = 500; ///< before that it is no rate

    QList<std::pair<qint64, qint64>> m_samples;
};

} // namespace longshore
