// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/format.h"

#include <QCoreApplication>
#include <QLocale>
#include <array>

using namespace Qt::StringLiterals;

namespace longshore::format
{
namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::format", text);
}

/// Steps down from the largest unit that gives at least 1; a value that would print as 1000 (or 1024) moves up.
template<size_t N>
QString scaled(qint64 amount, int base, const std::array<const char *, N> &units, QString (*print)(double, size_t))
{
    double value = double(amount);
    size_t unit = 0;
    while (unit + 1 < N && value >= base - 0.5) {
        value /= base;
        ++unit;
    }
    return tr("%1 %2").arg(print(value, unit), tr(units.at(unit)));
}

QString decimalText(double value, size_t unit)
{
    const int places = unit == 0 || value >= 99.95 ? 0 : (unit >= 3 && value < 9.995 ? 2 : 1);
    return QLocale().toString(value, 'f', places);
}

QString binaryText(double value, size_t unit)
{
    const bool whole = unit == 0 || value >= 99.95 || qAbs(value - qRound64(value)) < 0.05;
    return QLocale().toString(value, 'f', whole ? 0 : 1);
}

QString unitText(qint64 amount, const char *unit)
{
    return tr("%1 %2").arg(count(amount), tr(unit));
}

} // namespace

QString bytes(qint64 amount)
{
    static constexpr std::array units{
        QT_TRANSLATE_NOOP("longshore::format", "B"),  QT_TRANSLATE_NOOP("longshore::format", "kB"),
        QT_TRANSLATE_NOOP("longshore::format", "MB"), QT_TRANSLATE_NOOP("longshore::format", "GB"),
        QT_TRANSLATE_NOOP("longshore::format", "TB"), QT_TRANSLATE_NOOP("longshore::format", "PB")};
    return amount < 0 ? none() : scaled(amount, 1000, units, decimalText);
}

QString binaryBytes(qint64 amount)
{
    static constexpr std::array units{
        QT_TRANSLATE_NOOP("longshore::format", "B"),   QT_TRANSLATE_NOOP("longshore::format", "KiB"),
        QT_TRANSLATE_NOOP("longshore::format", "MiB"), QT_TRANSLATE_NOOP("longshore::format", "GiB"),
        QT_TRANSLATE_NOOP("longshore::format", "TiB"), QT_TRANSLATE_NOOP("longshore::format", "PiB")};
    return amount < 0 ? none() : scaled(amount, 1024, units, binaryText);
}

QString age(const QDateTime &then, const QDateTime &now)
{
    if (!then.isValid() || !now.isValid())
        return none();
    const qint64 seconds = qMax<qint64>(0, then.secsTo(now));
    const qint64 days = seconds / 86400;
    if (seconds < 60)
        return unitText(seconds, QT_TRANSLATE_NOOP("longshore::format", "s"));
    if (seconds < 3600)
        return unitText(seconds / 60, QT_TRANSLATE_NOOP("longshore::format", "min"));
    if (days < 1)
        return unitText(seconds / 3600, QT_TRANSLATE_NOOP("longshore::format", "h"));
    if (days < 100)
        return unitText(days, QT_TRANSLATE_NOOP("longshore::format", "d"));
    if (days < 730)
        return unitText(days / 30, QT_TRANSLATE_NOOP("longshore::format", "mo"));
    return unitText(days / 365, QT_TRANSLATE_NOOP("longshore::format", "y"));
}

QString duration(qint64 milliseconds)
{
    if (milliseconds < 0)
        return none();
    if (milliseconds < 1000)
        return unitText(milliseconds, QT_TRANSLATE_NOOP("longshore::format", "ms"));
    if (milliseconds < 59950)
        return tr("%1 s").arg(QLocale().toString(double(milliseconds) / 1000.0, 'f', 1));
    const qint64 seconds = (milliseconds + 500) / 1000;
    if (seconds < 3600)
        return tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return tr("%1 h %2 min").arg(count(seconds / 3600)).arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'));
}

QString count(qint64 number)
{
    return QLocale().toString(number);
}

QString clock(const QDateTime &time)
{
    return time.isValid() ? time.toLocalTime().toString(u"HH:mm:ss"_s) : none();
}

QString dateTime(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), u"d MMM yyyy, HH:mm"_s) : none();
}

QString none()
{
    return u"–"_s;
}

} // namespace longshore::format
