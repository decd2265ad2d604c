// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <algorithm>

namespace longshore
{

/// Bytes that arrived and were not read yet. Taking from the front moves nothing until it pays.
class ReplyBuffer
{
public:
    qsizetype size() const { return m_bytes.size() - m_offset; }
    bool isEmpty() const { return size() == 0; }
    /// To append to.
    QByteArray &bytes() { return m_bytes; }
    void clear() { m_bytes.clear(), m_offset = 0; }
    qint64 take(char *data, qint64 max)
    {
        const qint64 count = std::min<qint64>(max, size());
        std::copy_n(m_bytes.constData() + m_offset, count, data);
        m_offset += count;
        if (m_offset == m_bytes.size()) {
            m_bytes.resize(0);
            m_offset = 0;
        } else if (m_offset > 256 * 1024 && m_offset > m_bytes.size() / 2) {
            m_bytes.remove(0, m_offset);
            m_offset = 0;
        }
        return count;
    }

private:
    QByteArray m_bytes;
    qsizetype m_offset = 0;
};

} // namespace longshore
