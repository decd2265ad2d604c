// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMutex>
#include <QWaitCondition>
#include <deque>
#include <functional>
#include <optional>

namespace longshore
{

/// Hands the pieces of a download from the thread that receives it to the one that unpacks it.
class TarPipe
{
public:
    static constexpr qint64 highMark = 4 << 20;

    /// `drained` is called on the reader's thread when a writer that was told to stop may go on.
    explicit TarPipe(std::function<void()> drained) : m_drained(std::move(drained)) {}

    /// False when the writer should pause.
    bool write(const QByteArray &bytes)
    {
        QMutexLocker lock(&m_mutex);
        if (m_abandoned || bytes.isEmpty())
            return true;
        m_pieces.push_back(bytes);
        m_size += bytes.size();
        m_more.wakeOne();
        m_paused = m_size >= highMark;
        return !m_paused;
    }
    /// No more comes. `complete` is false when the download broke off.
    void close(bool complete)
    {
        QMutexLocker lock(&m_mutex);
        m_closed = true;
        m_complete = complete;
        m_more.wakeOne();
    }
    /// The reader gave up: what is still written is dropped.
    void abandon()
    {
        QMutexLocker lock(&m_mutex);
        m_abandoned = true;
        m_pieces.clear();
    }
    /// Blocks. Empty at the end, nothing when it broke off (see TarSource).
    std::optional<QByteArray> read()
    {
        QMutexLocker lock(&m_mutex);
        while (m_pieces.empty() && !m_closed)
            m_more.wait(&m_mutex);
        if (m_pieces.empty())
            return m_complete ? std::optional<QByteArray>(QByteArray()) : std::nullopt;
        const QByteArray piece = m_pieces.front();
        m_pieces.pop_front();
        m_size -= piece.size();
        const bool wake = m_paused && m_size < highMark / 2;
        if (wake)
            m_paused = false;
        lock.unlock();
        if (wake)
            m_drained();
        return piece;
    }

private:
    QMutex m_mutex;
    QWaitCondition m_more;
    std::function<void()> m_drained;
    std::deque<QByteArray> m_pieces;
    qint64 m_size = 0;
    bool m_paused = false;
    bool m_closed = false;
    bool m_complete = false;
    bool m_abandoned = false;
};

} // namespace longshore
