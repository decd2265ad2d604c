// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QRegularExpression>
#include <QString>
#include <optional>

namespace longshore
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

} // namespace longshore
