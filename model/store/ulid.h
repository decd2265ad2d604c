// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <array>
#include <functional>

namespace longshore
{

/// Makes ULIDs: 26 characters of Crockford base 32, 48 bits of milliseconds and 80 of chance. Two made in the same
/// millisecond, or after the clock stepped back, still sort in the order they were made (F40). Not thread-safe.
class UlidGenerator
{
public:
    using Clock = std::function<qint64()>;                     ///< milliseconds since 1970 UTC
    using Random = std::function<void(quint8 *, qsizetype)>; ///< fills bytes

    /// The system's clock and its secure random generator.
    UlidGenerator();
    UlidGenerator(Clock clock, Random random);

    QString next();

    /// 26 characters of the alphabet, the first at most '7'. Upper case only: the id is a folder name.
    static bool isValid(const QString &text);

private:
    Clock m_clock;
    Random m_random;
    qint64 m_last = -1;
    std::array<quint8, 10> m_tail{};
};

} // namespace longshore
