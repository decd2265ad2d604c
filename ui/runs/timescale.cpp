// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/timescale.h"

#include "model/format.h"

#include <QLocale>
#include <cmath>

namespace longshore
{

namespace
{

constexpr double leastLength = 0.1;

} // namespace

TimeScale::TimeScale(QObject *parent) : QObject(parent) {}

void TimeScale::setSpan(qint64 origin, double length)
{
    length = qMax(length, leastLength);
    if (origin == m_origin && qFuzzyCompare(length, m_length))
        return;
    m_origin = origin;
    m_length = length;
    Q_EMIT spanChanged();
}

void TimeScale::setBand(std::optional<Band> band)
{
    if (band == m_band)
        return;
    m_band = band;
    Q_EMIT viewChanged();
}

void TimeScale::setCurrent(std::optional<double> second)
{
    if (second == m_current)
        return;
    m_current = second;
    Q_EMIT viewChanged();
}

void TimeScale::reset()
{
    m_origin = 0;
    m_length = leastLength;
    m_band.reset();
    m_current.reset();
    Q_EMIT spanChanged();
    Q_EMIT viewChanged();
}

double TimeScale::step(int marks) const
{
    const double raw = m_length / qMax(1, marks);
    if (raw > 30) { // whole minutes and hours
        for (const double nice : {60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0, 14400.0, 28800.0, 86400.0})
            if (raw <= nice)
                return nice;
    }
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (raw <= factor * power)
            return factor * power;
    return 10 * power;
}

QString TimeScale::markText(double second, double step)
{
    if (step >= 3600 && second > 0)
        return tr("%1 h").arg(QLocale().toString(second / 3600, 'g', 4));
    if (step >= 60 && second > 0)
        return tr("%1 min").arg(QLocale().toString(qint64(std::llround(second / 60))));
    const int decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0;
    return tr("%1 s").arg(QLocale().toString(second, 'f', decimals));
}

QString TimeScale::momentText(double second)
{
    const double shown = qAbs(second) < 0.05 ? 0 : second; // no "-0.0 s"
    return second < 600 ? tr("%1 s").arg(QLocale().toString(shown, 'f', 1)) : format::duration(qint64(second * 1000));
}

} // namespace longshore
