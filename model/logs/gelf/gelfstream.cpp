// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/gelf/gelfstream.h"

#include "model/logs/gelf/gelfdecoder.h"

#include <utility>

namespace longshore
{

/// False when the frame has become too long.
bool GelfStream::append(QByteArrayView part)
{
    if (!m_skipping && m_pending.size() + part.size() > GelfLimits::messageBytes) {
        m_skipping = true;
        ++m_tooLong;
        m_pending = {};
    }
    if (!m_skipping)
        m_pending.append(part);
    return !m_skipping;
}

QList<QByteArray> GelfStream::feed(QByteArrayView bytes)
{
    QList<QByteArray> frames;
    while (!bytes.isEmpty()) {
        const qsizetype nul = bytes.indexOf('\0');
        const bool kept = append(nul < 0 ? bytes : bytes.first(nul));
        if (nul < 0)
            break;
        if (kept && !m_pending.isEmpty())
            frames.append(std::exchange(m_pending, {}));
        m_skipping = false;
        bytes = bytes.sliced(nul + 1);
    }
    return frames;
}

QByteArray GelfStream::end()
{
    m_skipping = false;
    return std::exchange(m_pending, {});
}

int GelfStream::takeTooLong()
{
    return std::exchange(m_tooLong, 0);
}

} // namespace longshore
