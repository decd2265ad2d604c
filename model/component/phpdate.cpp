// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/phpdate.h"

#include <QRegularExpression>
#include <QStringList>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// Takes `text` apart from the front, one form after another; relative parts are added to the absolute ones at the end,
/// whatever their order, as PHP does.
class DateReader
{
public:
    DateReader(const QString &text, const QDateTime &now)
        : m_rest(text.toLower().trimmed())
        , m_now(now.toUTC())
        , m_date(m_now.date())
        , m_time(m_now.time())
    {
    }

    std::optional<QDateTime> read();

private:
    bool take(const QString &pattern);
    QString part(int index) const { return m_match.captured(index); }

    bool stamp();
    bool word();
    bool edgeOfMonth();
    bool isoDate();
    bool namedDate();
    bool clock();
    bool zone();
    bool amount();
    bool ordinal();
    bool weekday();

    bool setDate(int year, int month, int day);
    void resetTime()
    {
        if (!m_timeSet)
            m_time = QTime(0, 0);
    }
    bool add(int count, const QString &unit);
    QDateTime shifted() const;
    QDate onWeekday(QDate date) const;

    QString m_rest;
    QRegularExpressionMatch m_match;
    QDateTime m_now;
    QDate m_date;
    QTime m_time;
    bool m_dateSet = false;
    bool m_timeSet = false;
    std::optional<int> m_offset; ///< seconds east of UTC
    bool m_zoneSet = false;
    std::optional<qint64> m_stamp;
    qint64 m_months = 0;
    qint64 m_days = 0;
    qint64 m_seconds = 0;
    int m_edge = 0; ///< 1 first, 2 last day of the month
    std::optional<int> m_weekday;
    int m_weekdayShift = 0; ///< -1 before today, 0 today or later, 1 after today
};

const QStringList &months()
{
    static const QStringList names{u"jan"_s, u"feb"_s, u"mar"_s, u"apr"_s, u"may"_s, u"jun"_s,
                                   u"jul"_s, u"aug"_s, u"sep"_s, u"oct"_s, u"nov"_s, u"dec"_s};
    return names;
}

const QStringList &weekdays()
{
    static const QStringList names{u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s, u"sun"_s};
    return names;
}

QString monthPattern()
{
    return u"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?)"_s;
}

QString weekdayPattern()
{
    return u"(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"_s;
}

QString unitPattern()
{
    return u"(sec(?:ond)?s?|min(?:ute)?s?|hours?|days?|weekdays?|weeks?|fortnights?|months?|years?)"_s;
}


bool DateReader::take(const QString &pattern)
{
    // Compiled once per call: a mapping has a handful of dates.
    const QRegularExpression expression(u"^(?:"_s + pattern + u")(?![a-z0-9])[\\s,]*"_s);
    m_match = expression.match(m_rest);
    if (!m_match.hasMatch())
        return false;
    m_rest = m_rest.sliced(m_match.capturedLength());
    return true;
}

bool DateReader::setDate(int year, int month, int day)
{
    if (m_dateSet || month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    m_date = QDate(year, month, 1).addDays(day - 1); // PHP lets February 30 run over
    m_dateSet = true;
    resetTime();
    return m_date.isValid();
}

bool DateReader::stamp()
{
    if (!take(u"@(-?[0-9]{1,12})(?:\\.[0-9]+)?"_s) || m_stamp)
        return false;
    m_stamp = part(1).toLongLong();
    return true;
}

bool DateReader::word()
{
    if (!take(u"(now|today|midnight|noon|yesterday|tomorrow)"_s))
        return false;
    const QString word = part(1);
    if (word == "now"_L1)
        return true;
    resetTime();
    if (word == "noon"_L1) {
        m_time = QTime(12, 0);
        m_timeSet = true;
    }
    m_days += word == "yesterday"_L1 ? -1 : word == "tomorrow"_L1 ? 1 : 0;
    return true;
}

bool DateReader::edgeOfMonth()
{
    if (!take(u"(first|last) day of"_s))
        return false;
    m_edge = part(1) == "first"_L1 ? 1 : 2;
    return true;
}

bool DateReader::isoDate()
{
    static const QRegularExpression joined(u"^([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{8})t(?=[0-9])"_s);
    if (const auto match = joined.match(m_rest); match.hasMatch())
        m_rest[match.capturedLength() - 1] = u' ';
    if (!take(u"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})|"
              "([0-9]{4})([0-9]{2})([0-9]{2})"_s))
        return false;
    for (const int first : {1, 4, 7}) {
        if (!part(first).isEmpty())
            return setDate(part(first).toInt(), part(first + 1).toInt(), part(first + 2).toInt());
    }
    return false;
}

bool DateReader::namedDate()
{
    const auto monthOf = [](const QString &name) { return int(months().indexOf(name.left(3))) + 1; };
    if (take(u"([0-9]{1,2})(?:st|nd|rd|th)?[ .-]*"_s + monthPattern() + u"(?:[ .,-]*([0-9]{4}))?"_s))
        return setDate(part(3).isEmpty() ? m_date.year() : part(3).toInt(), monthOf(part(2)), part(1).toInt());
    if (take(monthPattern() + u"[ .]*([0-9]{1,2})(?:st|nd|rd|th)?(?:[ ,]+([0-9]{4}))?"_s))
        return setDate(part(3).isEmpty() ? m_date.year() : part(3).toInt(), monthOf(part(1)), part(2).toInt());
    return false;
}

bool DateReader::clock()
{
    int hour = 0;
    QTime time;
    static const QRegularExpression zoned(u"^([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]+)?)?)(z|utc|gmt)"_s);
    if (const auto match = zoned.match(m_rest); match.hasMatch())
        m_rest.insert(match.capturedEnd(1), u' ');
    if (take(u"([0-9]{1,2})(?::([0-9]{2}))? ?(am|pm)"_s)) {
        hour = part(1).toInt();
        if (hour < 1 || hour > 12)
            return false;
        time = QTime(hour % 12 + (part(3) == "pm"_L1 ? 12 : 0), part(2).toInt());
    } else if (take(u"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?"_s)) {
        time = QTime(part(1).toInt(), part(2).toInt(), part(3).toInt(), part(4).leftJustified(3, u'0', true).toInt());
    } else {
        return false;
    }
    if (m_timeSet || !time.isValid())
        return false;
    m_time = time;
    m_timeSet = true;
    return true;
}

bool DateReader::zone()
{
    if (m_zoneSet || !take(u"(z|utc|gmt)|([+-])([0-9]{2}):?([0-9]{2})"_s))
        return false;
    m_zoneSet = true;
    const int seconds = part(3).toInt() * 3600 + part(4).toInt() * 60;
    m_offset = part(2) == "-"_L1 ? -seconds : seconds;
    return true;
}

bool DateReader::add(int count, const QString &unit)
{
    if (unit.startsWith("sec"_L1))
        m_seconds += count;
    else if (unit.startsWith("min"_L1))
        m_seconds += 60LL * count;
    else if (unit.startsWith("hour"_L1))
        m_seconds += 3600LL * count;
    else if (unit.startsWith("weekday"_L1))
        return false;
    else if (unit.startsWith("day"_L1))
        m_days += count;
    else if (unit.startsWith("week"_L1))
        m_days += 7LL * count;
    else if (unit.startsWith("fortnight"_L1))
        m_days += 14LL * count;
    else if (unit.startsWith("month"_L1))
        m_months += count;
    else
        m_months += 12LL * count;
    return true;
}

bool DateReader::amount()
{
    if (!take(u"([+-]*) ?([0-9]{1,8}) ?"_s + unitPattern() + u"( ago)?"_s))
        return false;
    const bool ago = !part(4).isEmpty();
    const bool minus = part(1).count(u'-') % 2 == 1;
    return add((minus != ago ? -1 : 1) * part(2).toInt(), part(3));
}

bool DateReader::ordinal()
{
    if (!take(u"(last|previous|next|this) "_s + unitPattern()))
        return false;
    const int count = part(1) == "next"_L1 ? 1 : part(1) == "this"_L1 ? 0 : -1;
    return add(count, part(2));
}

bool DateReader::weekday()
{
    if (m_weekday || !take(u"(?:(last|previous|next|this) )?"_s + weekdayPattern()))
        return false;
    m_weekday = int(weekdays().indexOf(part(2).left(3))) + 1;
    m_weekdayShift = part(1) == "next"_L1 ? 1 : part(1) == "last"_L1 || part(1) == "previous"_L1 ? -1 : 0;
    resetTime();
    return true;
}

QDate DateReader::onWeekday(QDate date) const
{
    const int distance = (*m_weekday - date.dayOfWeek() + 7) % 7;
    if (m_weekdayShift < 0)
        return date.addDays(distance - 7);
    return date.addDays(m_weekdayShift > 0 && distance == 0 ? 7 : distance);
}

QDateTime DateReader::shifted() const
{
    QDate date = m_date;
    if (m_months) {
        const qint64 month = qint64(date.year()) * 12 + date.month() - 1 + m_months;
        if (month < 12 || month >= 12 * 10'000)
            return {};
        date = QDate(int(month / 12), int(month % 12) + 1, 1).addDays(date.day() - 1); // runs over, as in PHP
    }
    if (m_edge)
        date = QDate(date.year(), date.month(), m_edge == 1 ? 1 : date.daysInMonth());
    date = date.addDays(m_days);
    if (m_weekday)
        date = onWeekday(date);
    return QDateTime(date, m_time, Qt::UTC).addSecs(m_seconds - m_offset.value_or(0));
}

std::optional<QDateTime> DateReader::read()
{
    if (m_rest.isEmpty())
        return std::nullopt;
    using Form = bool (DateReader::*)();
    constexpr Form forms[] = {&DateReader::stamp, &DateReader::word, &DateReader::edgeOfMonth, &DateReader::isoDate, &DateReader::namedDate,
                              &DateReader::clock, &DateReader::amount, &DateReader::zone, &DateReader::ordinal, &DateReader::weekday};
    while (!m_rest.isEmpty()) {
        const qsizetype before = m_rest.size();
        bool taken = false;
        for (const Form form : forms) {
            taken = (this->*form)();
            if (taken || m_rest.size() != before)
                break;
        }
        if (!taken)
            return std::nullopt;
    }
    if (m_stamp) {
        const QDateTime at = QDateTime::fromSecsSinceEpoch(*m_stamp, Qt::UTC);
        m_date = at.date();
        m_time = at.time();
    }
    const QDateTime result = shifted();
    return result.isValid() ? std::optional(result) : std::nullopt;
}

} // namespace

std::optional<QDateTime> phpDateTime(const QString &text, const QDateTime &now)
{
    return text.size() > 200 ? std::nullopt : DateReader(text, now).read();
}

QString platformTime(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss"_s) + u"+0000"_s : QString();
}

QString platformTimeExact(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss.zzz"_s) + u"+0000"_s : QString();
}

} // namespace longshore
