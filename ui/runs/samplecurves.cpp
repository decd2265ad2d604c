// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/samplecurves.h"

#include "ui/runs/timescale.h"

#include <limits>

namespace longshore
{

namespace
{

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr qint64 gapMs = 20'000;

} // namespace

SampleCurves::SampleCurves(const QList<RunSample> &samples, const TimeScale &scale) : m_samples(samples)
{
    m_seconds.reserve(samples.size());
    m_at.reserve(samples.size());
    for (qsizetype i = 0; i < samples.size(); ++i) {
        const double second = scale.secondOfMs(samples[i].time);
        if (i > 0 && (samples[i].stage != samples[i - 1].stage || samples[i].time - samples[i - 1].time > gapMs)) {
            m_seconds.append((second + m_seconds.last()) / 2);
            m_at.append(-1);
        }
        m_seconds.append(second);
        m_at.append(i);
    }
}

template<class Value>
QVector<double> SampleCurves::points(Value value) const
{
    QVector<double> points;
    points.reserve(m_at.size());
    for (const qsizetype at : m_at)
        points.append(at < 0 ? none : value(at));
    return points;
}

QVector<double> SampleCurves::values(qint64 RunSample::*amount) const
{
    return points([&](qsizetype at) { return m_samples[at].*amount < 0 ? none : double(m_samples[at].*amount); });
}

QVector<double> SampleCurves::cpu() const
{
    return points([&](qsizetype at) { return m_samples[at].cpu < 0 ? none : m_samples[at].cpu; });
}

QVector<double> SampleCurves::rates(qint64 RunSample::*amount) const
{
    return points([&](qsizetype at) { return rate(m_samples, at, amount); });
}

double SampleCurves::rate(const QList<RunSample> &samples, qsizetype index, qint64 RunSample::*amount)
{
    if (index <= 0)
        return none;
    const RunSample &before = samples[index - 1], &now = samples[index];
    if (before.stage != now.stage || before.*amount < 0 || now.*amount < before.*amount || now.time <= before.time)
        return none;
    return double(now.*amount - before.*amount) * 1000 / double(now.time - before.time);
}

RunSample SampleCurves::totals(const QList<RunSample> &samples)
{
    RunSample total;
    for (qsizetype i = 0; i < samples.size(); ++i) {
        if (i + 1 < samples.size() && samples[i + 1].stage == samples[i].stage)
            continue; // counters: the last of a stage tells all
        for (qint64 RunSample::*amount : {&RunSample::received, &RunSample::sent, &RunSample::blockRead, &RunSample::blockWritten}) {
            if (samples[i].*amount >= 0)
                total.*amount = qMax<qint64>(0, total.*amount) + samples[i].*amount;
        }
    }
    return total;
}

} // namespace longshore
