// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/gelf/gelfdecoder.h"

#include <QHash>
#include <functional>
#include <optional>

namespace longshore
{

/// The bytes of a zlib (0x78) or gzip (0x1f 0x8b) message, others as they are (G2); a sentence when they are broken or
/// more than GelfLimits::messageBytes. Never allocates by an announced size.
tl::expected<QByteArray, QString> gelfInflated(QByteArrayView bytes);

/// Joins the datagrams of GELF over UDP: plain, compressed, or chunked (0x1e 0x0f, 8 bytes of id, number, total). Chunks
/// are put together by their number. Pure but for the clock. One thread.
class GelfChunks
{
public:
    static constexpr int maxChunks = 128;
    static constexpr int maxOpen = 1000;               ///< messages being put together
    static constexpr qsizetype maxBytes = 64 << 20;    ///< of all of them
    static constexpr qint64 timeout = 5000;            ///< ms from the first chunk on

    /// `clock` gives monotonic milliseconds.
    explicit GelfChunks(std::function<qint64()> clock) : m_clock(std::move(clock)) {}

    /// A whole message, inflated; or nothing yet; or why the datagram is dropped.
    tl::expected<std::optional<QByteArray>, QString> add(QByteArrayView datagram);
    /// How many messages were given up since the last call: too old, or more than there is room for.
    int takeAbandoned();
    /// Gives up what is still open, at the end.
    void abandonAll();
    int openCount() const { return int(m_sets.size()); }

private:
    struct Set {
        qint64 begun = 0;
        int total = 0;
        int present = 0;
        qsizetype bytes = 0;
        QList<QByteArray> parts;
    };
    void expire(qint64 now);
    void drop(QHash<QByteArray, Set>::iterator set);
    void makeRoom(int sets, qsizetype bytes);

    std::function<qint64()> m_clock;
    QHash<QByteArray, Set> m_sets;
    qsizetype m_bytes = 0;
    int m_abandoned = 0;
};

} // namespace longshore
