// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/logcapture.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"

#include <QDateTime>

namespace longshore
{

using namespace Qt::StringLiterals;

static constexpr qsizetype tailSize = 1'000'000;

LogCapture::LogCapture(EngineClient &client, const QString &capsule, const Redactor &redactor, QObject *parent)
    : QObject(parent), m_client(client), m_writer(capsule),
      m_redactors{RedactingStream(redactor), RedactingStream(redactor), RedactingStream(redactor), RedactingStream(redactor)}
{
    m_reopen.setSingleShot(true);
    m_reopen.setInterval(500);
    connect(&m_reopen, &QTimer::timeout, this, &LogCapture::open);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        if (m_stream)
            m_stream->abort();
        finish({});
    });
    // Quiet components: what they wrote reaches the disk within a second all the same.
    m_flush.setInterval(1000);
    connect(&m_flush, &QTimer::timeout, this, [this] {
        if (auto flushed = m_writer.flush(); !flushed)
            finish(flushed);
    });
}

void LogCapture::start(const ContainerId &container, bool tty)
{
    m_container = container;
    m_tty = tty;
    m_flush.start();
    open();
}

void LogCapture::open()
{
    m_skip = m_received;
    ContainersApi::LogOptions options;
    options.follow = true;
    options.tty = m_tty;
    m_stream = m_client.containers().logs(m_container.value, options, this);
    connect(m_stream, &LogStream::frames, this, &LogCapture::take);
    connect(m_stream, &Stream::finished, this, &LogCapture::ended);
}

void LogCapture::take(const QList<LogFrame> &frames)
{
    if (m_done)
        return;
    for (const LogFrame &frame : frames) {
        const auto at = size_t(frame.source);
        QByteArrayView bytes = frame.bytes;
        const qint64 skipped = qMin<qint64>(m_skip[at], bytes.size());
        m_skip[at] -= skipped;
        bytes = bytes.sliced(skipped);
        if (bytes.isEmpty())
            continue;
        m_received[at] += bytes.size();
        m_times[at] = frame.engineTime;
        const QByteArray clean = m_redactors[at].feed(bytes);
        if (auto stored = store(frame.source, frame.engineTime, clean, m_redactors[at].replaced()); !stored)
            return finish(stored);
    }
    if (auto flushed = m_writer.flush(); !flushed)
        return finish(flushed);
    if (m_idle.isActive())
        m_idle.start();
    Q_EMIT appended();
}

Result<void> LogCapture::store(LogSource source, qint64 time, const QByteArray &bytes, bool replaced)
{
    if (bytes.isEmpty())
        return {};
    QByteArray &tail = m_tails[size_t(source)];
    tail += bytes;
    if (tail.size() > 2 * tailSize)
        tail = tail.right(tailSize);
    const quint8 flags = quint8((bytes.endsWith('\n') ? 0 : LogPartial) | (replaced ? LogRedacted : 0));
    return m_writer.append(source, flags, time, bytes);
}

void LogCapture::ended(const Result<void> &result)
{
    if (m_stream)
        m_stream->deleteLater();
    m_stream = nullptr;
    if (m_done)
        return;
    if (m_draining && result)
        return finish({});
    // Broken, or over before the component was known to have ended: its end may be a moment away.
    m_complete = bool(result);
    m_reopen.start();
}

void LogCapture::drain(int idleMs)
{
    if (m_done || m_draining)
        return;
    m_draining = true;
    if (m_reopen.isActive() && m_complete)
        finish({});
    else
        m_idle.start(idleMs);
}

void LogCapture::stop()
{
    m_done = true;
    m_reopen.stop();
    m_idle.stop();
    m_flush.stop();
    if (m_stream)
        m_stream->abort();
}

void LogCapture::finish(const Result<void> &result)
{
    if (m_done)
        return;
    stop();
    Q_EMIT finished(result ? close() : result);
}

Result<void> LogCapture::note(const QString &text)
{
    auto appended = m_writer.append(LogSource::Engine, LogAppNote, QDateTime::currentMSecsSinceEpoch() * 1'000'000,
                                    QByteArray(text.toUtf8() + '\n'));
    return appended ? m_writer.flush() : appended;
}

Result<void> LogCapture::close()
{
    for (size_t source = 0; source < m_redactors.size(); ++source) {
        const QByteArray rest = m_redactors[source].finish();
        if (auto stored = store(LogSource(source), m_times[source], rest, m_redactors[source].replaced()); !stored)
            return stored;
    }
    return m_writer.sync();
}

} // namespace longshore
