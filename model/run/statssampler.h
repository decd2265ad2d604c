// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/ids.h"
#include "dockerclient/types/stats.h"
#include "model/run/runsamples.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace longshore
{

class EngineClient;
class PendingCall;
class StatsStream;

/// Samples what a stage's container uses, about once a second, and keeps the samples in the run's capsule. For a run
/// with several stages: one sampler, `start` and `stop` around each. What the engine fails to tell is no failure of
/// the run: there are fewer samples then. Lives in the engine room.
///
///     m_sampler = new StatsSampler(m_link.client(), m_capsule->path(), this);
///     m_sampler->start(container, stage);                            // once it was started
///     m_sampler->stop(); m_run.peakMemory = m_sampler->peakMemory(); // once it ended
class StatsSampler : public QObject
{
    Q_OBJECT
public:
    StatsSampler(EngineClient &client, const QString &capsule, QObject *parent);
    ~StatsSampler() override;

    void start(const ContainerId &container, int stage = 0);
    /// Idempotent.
    void stop();
    /// The largest sample's memory in bytes over all containers so far; 0 when there was none.
    qint64 peakMemory() const { return m_peak; }
    /// Why samples could not be kept, one sentence; empty when they were.
    QString trouble() const { return m_trouble; }

Q_SIGNALS:
    void sampled(const longshore::RunSample &sample);

private:
    void look();
    void follow();
    void take(const ContainerStats &stats);
    double cpuSince(const ContainerStats &stats) const;

    EngineClient &m_client;
    RunSampleWriter m_writer;
    ContainerId m_container;
    int m_stage = 0;
    QPointer<PendingCall> m_call;
    QPointer<StatsStream> m_stream;
    QTimer m_again;
    ContainerStats m_last;
    qint64 m_peak = 0;
    QString m_trouble;
};

} // namespace longshore
