// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/types/rfc3339.h"

#include <QTimeZone>
#include <algorithm>
#include <cstring>

namespace longshore
{

namespace
{

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

int twoDigits(const char *text)
{
    return (text[0] - '0') * 10 + (text[1] - '0');
}

/// True when `text` agrees with the shape for as far as both go: '0' stands for any digit.
bool hasShape(QByteArrayView text, QByteArrayView shape)
{
    const qsizetype length = std::min(text.size(), shape.size());
    for (qsizetype i = 0; i < length; ++i) {
        if (shape[i] == '0' ? !isDigit(text[i]) : text[i] != shape[i])
            return false;
    }
    return true;
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant's days_from_civil).
qint64 daysFromCivil(int year, int month, int day)
{
    year -= month <= 2;
    const qint64 era = (year >= 0 ? year : year - 399) / 400;
    const int yearOfEra = int(year - era * 400);
    const int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146097 + dayOfEra - 719468;
}

} // namespace

bool Rfc3339Reader::readSeconds(const char *text)
{
    if (std::memcmp(text, m_last, SecondsLength) == 0) {
        seconds = m_lastSeconds;
        return true;
    }
    const int year = twoDigits(text) * 100 + twoDigits(text + 2);
    const int month = twoDigits(text + 5);
    const int day = twoDigits(text + 8);
    const int hour = twoDigits(text + 11);
    const int minute = twoDigits(text + 14);
    const int second = twoDigits(text + 17);
    if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60)
        return false;
    seconds = daysFromCivil(year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
    std::memcpy(m_last, text, SecondsLength);
    m_lastSeconds = seconds;
    return true;
}

Rfc3339Reader::Match Rfc3339Reader::read(QByteArrayView text)
{
    constexpr QByteArrayView shape("0000-00-00T00:00:00");
    if (text.size() < SecondsLength)
        return hasShape(text, shape) ? Match::Incomplete : Match::None;
    if (std::memcmp(text.data(), m_last, SecondsLength) != 0 && !hasShape(text, shape))
        return Match::None;
    if (!readSeconds(text.data()))
        return Match::None;

    qsizetype at = SecondsLength;
    nanos = 0;
    if (at < text.size() && text[at] == '.') {
        int digits = 0;
        for (++at; at < text.size() && isDigit(text[at]) && digits < 9; ++at, ++digits)
            nanos = nanos * 10 + (text[at] - '0');
        if (digits == 0 && at < text.size())
            return Match::None;
        for (; digits < 9; ++digits)
            nanos *= 10;
    }
    if (at == text.size())
        return Match::Incomplete;
    if (text[at] == 'Z') {
        length = at + 1;
        return Match::Complete;
    }
    if (text[at] != '+' && text[at] != '-')
        return Match::None;
    constexpr QByteArrayView zone("00:00");
    const QByteArrayView offset = text.sliced(at + 1);
    if (!hasShape(offset, zone))
        return Match::None;
    if (offset.size() < zone.size())
        return Match::Incomplete;
    const int ahead = twoDigits(offset.data()) * 3600 + twoDigits(offset.data() + 3) * 60;
    seconds += text[at] == '+' ? -ahead : ahead;
    length = at + 1 + zone.size();
    return Match::Complete;
}

QDateTime parseRfc3339(QByteArrayView text)
{
    Rfc3339Reader reader;
    if (reader.read(text) != Rfc3339Reader::Match::Complete || reader.length != text.size())
        return {};
    // Go's zero time stands for "never".
    constexpr qint64 endOfYearOne = -62104060800;
    if (reader.seconds < endOfYearOne)
        return {};
    return QDateTime::fromMSecsSinceEpoch(reader.seconds * 1000 + reader.nanos / 1'000'000, QTimeZone::utc());
}

} // namespace longshore
