// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/gelf/gelfchunks.h"

#include <QScopeGuard>
#include <algorithm>
#include <zlib.h>

using namespace Qt::StringLiterals;

namespace longshore
{

tl::expected<QByteArray, QString> gelfInflated(QByteArrayView bytes)
{
    const bool gzip = bytes.size() > 2 && quint8(bytes[0]) == 0x1f && quint8(bytes[1]) == 0x8b;
    const bool zlib = bytes.size() > 2 && quint8(bytes[0]) == 0x78 && (quint8(bytes[0]) * 256 + quint8(bytes[1])) % 31 == 0;
    if (!gzip && !zlib)
        return bytes.toByteArray();
    z_stream stream{};
    if (inflateInit2(&stream, MAX_WBITS + 32) != Z_OK) // + 32: zlib or gzip, by the header
        return tl::unexpected(u"Invalid message: there is no memory to decompress it."_s);
    const auto end = qScopeGuard([&stream] { inflateEnd(&stream); });
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    QByteArray out;
    QByteArray block(64 << 10, Qt::Uninitialized);
    for (int code = Z_OK; code != Z_STREAM_END;) {
        stream.next_out = reinterpret_cast<Bytef *>(block.data());
        stream.avail_out = uInt(block.size());
        code = inflate(&stream, Z_NO_FLUSH);
        if (code != Z_OK && code != Z_STREAM_END)
            return tl::unexpected(u"Invalid message: its compressed bytes are damaged or cut."_s);
        const qsizetype fresh = block.size() - qsizetype(stream.avail_out);
        if (out.size() + fresh > GelfLimits::messageBytes)
            return tl::unexpected(u"Invalid message: it is longer than 8 MiB once decompressed."_s);
        out.append(block.constData(), fresh);
    }
    return out;
}

tl::expected<std::optional<QByteArray>, QString> GelfChunks::add(QByteArrayView datagram)
{
    constexpr qsizetype header = 12;
    const qint64 now = m_clock();
    expire(now);
    if (datagram.size() < 2 || datagram[0] != 0x1e || datagram[1] != 0x0f) {
        auto plain = gelfInflated(datagram);
        return plain ? tl::expected<std::optional<QByteArray>, QString>(std::move(*plain)) : tl::unexpected(plain.error());
    }
    if (datagram.size() < header)
        return tl::unexpected(u"Invalid message: a chunk is shorter than its header."_s);
    const int number = quint8(datagram[10]);
    const int total = quint8(datagram[11]);
    if (total < 1 || total > maxChunks || number >= total)
        return tl::unexpected(u"Invalid message: chunk %1 of %2; there may be %3 at most."_s.arg(number + 1).arg(total).arg(int(maxChunks)));
    const QByteArray id = datagram.sliced(2, 8).toByteArray();
    const QByteArrayView part = datagram.sliced(header);
    makeRoom(m_sets.contains(id) ? 0 : 1, part.size());
    auto set = m_sets.find(id);
    if (set != m_sets.end() && set->total != total)
        return tl::unexpected(u"Invalid message: its chunks do not agree on their number (%1 and %2)."_s.arg(set->total).arg(total));
    if (set == m_sets.end()) {
        set = m_sets.insert(id, {now, total, 0, 0, QList<QByteArray>(total)});
    }
    if (!set->parts[number].isNull()) // sent twice
        return std::optional<QByteArray>();
    if (set->bytes + part.size() > GelfLimits::messageBytes) {
        m_bytes -= set->bytes;
        m_sets.erase(set);
        return tl::unexpected(u"Invalid message: its chunks are longer than 8 MiB together."_s);
    }
    set->parts[number] = QByteArray(part.data() ? part.data() : "", part.size());
    set->bytes += part.size();
    m_bytes += part.size();
    if (++set->present < total)
        return std::optional<QByteArray>();
    const QByteArray joined = set->parts.join();
    m_bytes -= set->bytes;
    m_sets.erase(set);
    auto whole = gelfInflated(joined);
    return whole ? tl::expected<std::optional<QByteArray>, QString>(std::move(*whole)) : tl::unexpected(whole.error());
}

void GelfChunks::drop(QHash<QByteArray, Set>::iterator set)
{
    m_bytes -= set->bytes;
    ++m_abandoned;
    m_sets.erase(set);
}

void GelfChunks::expire(qint64 now)
{
    m_sets.removeIf([&](const auto &set) {
        const bool old = now - set->begun > timeout;
        m_bytes -= old ? set->bytes : 0;
        m_abandoned += old;
        return old;
    });
}

/// The oldest goes first.
void GelfChunks::makeRoom(int sets, qsizetype bytes)
{
    while (!m_sets.isEmpty() && (m_sets.size() + sets > maxOpen || m_bytes + bytes > maxBytes))
        drop(std::min_element(m_sets.begin(), m_sets.end(), [](const Set &a, const Set &b) { return a.begun < b.begun; }));
}

int GelfChunks::takeAbandoned()
{
    return std::exchange(m_abandoned, 0);
}

void GelfChunks::abandonAll()
{
    m_abandoned += int(m_sets.size());
    m_sets.clear();
    m_bytes = 0;
}

} // namespace longshore
