// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/ulid.h"

#include <QDateTime>
#include <QRandomGenerator>

namespace longshore
{

static constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

UlidGenerator::UlidGenerator()
    : UlidGenerator([] { return QDateTime::currentMSecsSinceEpoch(); },
                    [](quint8 *bytes, qsizetype count) {
                        for (qsizetype i = 0; i < count; ++i)
                            bytes[i] = quint8(QRandomGenerator::system()->bounded(256));
                    })
{
}

UlidGenerator::UlidGenerator(Clock clock, Random random) : m_clock(std::move(clock)), m_random(std::move(random)) {}

QString UlidGenerator::next()
{
    const qint64 now = m_clock();
    if (now > m_last) {
        m_last = now;
        m_random(m_tail.data(), qsizetype(m_tail.size()));
        m_tail[0] &= 0x7f; // leaves 2^79 ids before a carry could run over
    } else {
        for (auto byte = m_tail.rbegin(); byte != m_tail.rend() && ++*byte == 0; ++byte) { }
    }
    QString text(26, Qt::Uninitialized);
    quint64 time = quint64(m_last) & 0xffffffffffffull;
    for (int i = 9; i >= 0; --i, time >>= 5)
        text[i] = QLatin1Char(alphabet[time & 31]);
    // 80 bits are sixteen digits exactly.
    quint32 bits = 0;
    int have = 0, at = 10;
    for (const quint8 byte : m_tail) {
        bits = (bits << 8 | byte) & 0xffff;
        for (have += 8; have >= 5; have -= 5)
            text[at++] = QLatin1Char(alphabet[bits >> (have - 5) & 31]);
    }
    return text;
}

bool UlidGenerator::isValid(const QString &text)
{
    if (text.size() != 26 || text[0] > u'7')
        return false;
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() < 128 && c.unicode() != 0 && std::char_traits<char>::find(alphabet, 32, c.toLatin1());
    });
}

} // namespace longshore
