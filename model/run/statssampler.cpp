// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/statssampler.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/statsstream.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int everyMs = 1000;
/// Two objects of one moment tell nothing about the time between them.
constexpr qint64 leastNanosApart = 100'000'000;

} // namespace

StatsSampler::StatsSampler(EngineClient &client, const QString &capsule, QObject *parent)
    : QObject(parent), m_client(client), m_writer(capsule)
{
    m_again.setSingleShot(true);
    m_again.setInterval(everyMs);
    connect(&m_again, &QTimer::timeout, this, &StatsSampler::look);
}

StatsSampler::~StatsSampler()
{
    stop();
}

void StatsSampler::start(const ContainerId &container, int stage)
{
    stop();
    m_container = container;
    m_stage = stage;
    m_last = {};
    look();
}

void StatsSampler::stop()
{
    m_container = {};
    m_again.stop();
    if (m_call)
        m_call->cancel();
    if (m_stream) {
        m_stream->disconnect(this);
        m_stream->abort();
        m_stream->deleteLater();
        m_stream.clear();
    }
}

// Asked once, the engine answers at once: a component of half a second has a sample, too. Docker's stream then tells
// one a second; Podman's would only one in five, so that one is asked again and again.
void StatsSampler::look()
{
    m_call = m_client.containers().statsOnce(m_container.value, this, [this](const Result<ContainerStats> &stats) {
        if (m_container.isEmpty())
            return;
        if (stats)
            take(*stats);
        if (m_container.isEmpty())
            return; // whoever heard of the sample has stopped us
        const bool gone = stats ? !stats->isRunning() : stats.error().kind == Error::Kind::NotFound;
        if (!gone && m_client.kind() == EngineKind::Docker && stats)
            follow();
        else if (!gone)
            m_again.start();
    });
}

void StatsSampler::follow()
{
    m_stream = m_client.containers().stats(m_container.value, this);
    StatsStream *stream = m_stream;
    connect(stream, &StatsStream::sample, this, &StatsSampler::take);
    connect(stream, &Stream::finished, this, [this, stream](const Result<void> &end) {
        stream->deleteLater();
        if (stream == m_stream)
            m_stream.clear();
        if (!end && !m_container.isEmpty())
            m_again.start();
    });
}

void StatsSampler::take(const ContainerStats &stats)
{
    if (!stats.isRunning() || stats.timeNano <= m_last.timeNano)
        return;
    if (m_last.isRunning() && stats.timeNano - m_last.timeNano < leastNanosApart)
        return;
    RunSample sample;
    sample.time = stats.timeNano / 1'000'000;
    sample.stage = m_stage;
    sample.cpu = cpuSince(stats);
    sample.memory = stats.memory;
    sample.memoryLimit = stats.memoryLimit;
    sample.received = stats.received;
    sample.sent = stats.sent;
    sample.blockRead = stats.blockRead;
    sample.blockWritten = stats.blockWritten;
    m_last = stats;
    m_peak = qMax(m_peak, stats.memory);
    if (const Result<void> kept = m_writer.append(sample); !kept)
        m_trouble = kept.error().sentence();
    Q_EMIT sampled(sample);
}

/// By the wall clock, not the engine's "system" time: Podman's is another clock (engine-api §10).
double StatsSampler::cpuSince(const ContainerStats &stats) const
{
    if (!m_last.isRunning() || m_last.cpuNanos < 0 || stats.cpuNanos < m_last.cpuNanos)
        return -1;
    return double(stats.cpuNanos - m_last.cpuNanos) / double(stats.timeNano - m_last.timeNano) * 100;
}

} // namespace longshore
