// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/logcapture.h"

#include "model/logs/crc32c.h"

#include <QDateTime>

namespace longshore
{

using namespace Qt::StringLiterals;

LogCapture::LogCapture(EngineClient &client, const QString &capsule, const Redactor &redactor, QObject *parent,
                       const LogFollower::Timing &timing)
    : LogCapture(client, std::make_shared<LogWriter>(capsule), redactor, parent, timing)
{
}

LogCapture::LogCapture(EngineClient &client, std::shared_ptr<LogWriter> writer, const Redactor &redactor, QObject *parent,
                       const LogFollower::Timing &timing)
    : QObject(parent), m_writer(std::move(writer)), m_follower(client, timing, nullptr), m_redactor(redactor),
      m_redactors{RedactingStream(redactor), RedactingStream(redactor), RedactingStream(redactor), RedactingStream(redactor)}
{
    connect(&m_follower, &LogFollower::frames, this, &LogCapture::take);
    connect(&m_follower, &LogFollower::gap, this, &LogCapture::noteGap);
    connect(&m_follower, &LogFollower::ended, this, &LogCapture::ended);
    connect(&m_follower, &LogFollower::compared, this, &LogCapture::compared);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &LogCapture::compare);
    // Quiet components: what they wrote reaches the disk within a second all the same.
    m_flush.setInterval(1000);
    connect(&m_flush, &QTimer::timeout, this, [this] {
        if (auto flushed = m_writer->flush(); !flushed)
            finish(flushed);
    });
}

void LogCapture::start(const ContainerId &container, bool tty)
{
    m_flush.start();
    m_follower.start(container, tty, {});
}

void LogCapture::take(const QList<LogFrame> &frames)
{
    for (const LogFrame &frame : frames) {
        const auto at = size_t(frame.source);
        m_times[at] = frame.engineTime;
        const QByteArray clean = unknown(frame.source, m_redactors[at].feed(frame.bytes));
        if (auto stored = store(frame.source, frame.engineTime, clean, m_redactors[at].replaced()); !stored)
            return finish(stored);
    }
    if (auto flushed = m_writer->flush(); !flushed)
        return finish(flushed);
    if (m_idle.isActive())
        m_idle.start();
    Q_EMIT appended();
}

/// However the engine cuts the log, the redacted bytes are those that were stored, and then the new ones.
QByteArray LogCapture::unknown(LogSource source, const QByteArray &clean)
{
    Stored &stored = m_stored[size_t(source)];
    if (stored.bytes == 0)
        return clean;
    const qsizetype known = qsizetype(qMin<qint64>(stored.bytes, clean.size()));
    quint32 &seen = m_seen[size_t(source)];
    seen = crc32c(seen, clean.constData(), known);
    stored.bytes -= known;
    if (stored.bytes == 0 && seen != stored.crc)
        noteGap(u"What was stored before Longshore ended is not what the engine has: lines may be missing here or come twice."_s);
    return clean.mid(known);
}

Result<void> LogCapture::store(LogSource source, qint64 time, const QByteArray &bytes, bool replaced)
{
    if (bytes.isEmpty())
        return {};
    const quint8 flags = quint8((bytes.endsWith('\n') ? 0 : LogPartial) | (replaced ? LogRedacted : 0));
    return m_writer->append(source, flags, time, bytes);
}

void LogCapture::noteGap(const QString &text)
{
    if (auto noted = note(text, LogGap); !noted)
        return finish(noted);
    Q_EMIT appended();
}

void LogCapture::ended(const Result<void> &result)
{
    // Broken, or over before the component was known to have ended: its end may be a moment away.
    m_complete = bool(result);
    if (!result && result.error().httpStatus == 200)
        m_said = result.error().engineText.simplified();
    if (m_draining && result && !m_done)
        compare();
}

void LogCapture::drain(int idleMs)
{
    if (m_done || m_draining)
        return;
    m_draining = true;
    if (m_follower.isBetween() && m_complete)
        compare();
    else
        m_idle.start(idleMs);
}

void LogCapture::compare()
{
    m_idle.stop();
    if (!std::exchange(m_comparing, true))
        m_follower.compare();
}

void LogCapture::compared(const LogComparison &comparison)
{
    m_comparison = comparison;
    if (!comparison.trouble.isEmpty()) {
        // Podman fails now and then while a container ends, and gives all when it is asked again: no trouble then.
        if (!m_said.isEmpty())
            noteGap(u"The engine could not read the log: %1"_s.arg(m_said));
        noteGap(comparison.trouble);
    }
    finish({});
}

void LogCapture::stop()
{
    m_done = true;
    m_idle.stop();
    m_flush.stop();
    m_follower.stop();
}

void LogCapture::finish(const Result<void> &result)
{
    if (m_done)
        return;
    stop();
    Q_EMIT finished(result ? close() : result);
}

Result<void> LogCapture::note(const QString &text, quint8 flags)
{
    auto appended = m_writer->append(LogSource::Engine, LogAppNote | flags, QDateTime::currentMSecsSinceEpoch() * 1'000'000,
                                    QByteArray(m_redactor.redact(text).toUtf8() + '\n'));
    return appended ? m_writer->flush() : appended;
}

Result<void> LogCapture::gelf(const QByteArray &json)
{
    const auto stored = m_writer->append(LogSource::Engine, LogGelf, QDateTime::currentMSecsSinceEpoch() * 1'000'000, QByteArray(json + '\n'));
    if (!stored)
        return stored;
    const auto flushed = m_writer->flush();
    Q_EMIT appended();
    return flushed;
}

Result<void> LogCapture::close()
{
    for (size_t source = 0; source < m_redactors.size(); ++source) {
        const QByteArray rest = unknown(LogSource(source), m_redactors[source].finish());
        if (auto stored = store(LogSource(source), m_times[source], rest, m_redactors[source].replaced()); !stored)
            return stored;
    }
    return m_writer->sync();
}

} // namespace longshore
