// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runsamples.h"

#include <QVector>

namespace longshore
{

class TimeScale;

/// Samples as the points of plots. Between two stages, and where samples are missing for long, a NaN parts the curve.
class SampleCurves
{
public:
    SampleCurves(const QList<RunSample> &samples, const TimeScale &scale);

    const QVector<double> &seconds() const { return m_seconds; }
    QVector<double> values(qint64 RunSample::*amount) const;
    QVector<double> cpu() const;
    /// Bytes a second since the sample before.
    QVector<double> rates(qint64 RunSample::*amount) const;

    /// NaN for the first sample of a stage, and for what is not known.
    static double rate(const QList<RunSample> &samples, qsizetype index, qint64 RunSample::*amount);
    /// Network and block amounts of all stages together; -1 where no engine told.
    static RunSample totals(const QList<RunSample> &samples);

private:
    template<class Value>
    QVector<double> points(Value value) const;

    const QList<RunSample> &m_samples;
    QVector<double> m_seconds;
    QVector<qsizetype> m_at; ///< the sample of each point, -1 a gap
};

} // namespace longshore
