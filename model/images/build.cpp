// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/build.h"

#include "model/format.h"
#include "model/logs/logroom.h"

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{
constexpr int tickMs = 1000;
} // namespace

Build::Build(const BuildRequest &request, EngineKind kind, LogRoom &room, QObject *parent)
    : QObject(parent), m_request(request), m_kind(kind), m_log(room.openWritten(m_inlet, this))
{
    m_clock.start();
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_steps.tick();
        Q_EMIT changed();
    });
    m_tick.start(tickMs);
}

QString Build::builderText() const
{
    switch (m_builder) {
    case Builder::Unknown: return {};
    case Builder::Classic: return tr("classic builder of Docker");
    case Builder::BuildKit: return tr("BuildKit");
    case Builder::Podman: return tr("builder of Podman");
    }
    return {};
}

qint64 Build::elapsedMs() const
{
    return m_elapsed >= 0 ? m_elapsed : m_clock.elapsed();
}

QString Build::sentence() const
{
    const QString time = format::duration(elapsedMs());
    switch (m_state) {
    case State::Running: {
        const QString step = m_steps.current();
        return step.isEmpty() ? tr("Building, %1").arg(time) : tr("Building, %1: %2").arg(time, step);
    }
    case State::Done: return tr("Built %1 in %2: image %3").arg(m_request.name(), time, m_image.shortText());
    case State::Failed: return m_error.sentence();
    case State::Cancelled:
        return m_kind == EngineKind::Podman ? tr("Cancelled after %1. Podman may go on with it by itself until the step under way is over.").arg(time)
                                            : tr("Cancelled after %1.").arg(time);
    }
    return {};
}

void Build::cancel()
{
    if (m_launched)
        Q_EMIT cancelRequested();
    else if (isRunning())
        end(fail(Error::cancelled(u"build %1"_s.arg(m_request.name()))));
}

void Build::setBuilder(bool isBuildKit)
{
    m_builder = m_kind == EngineKind::Podman ? Builder::Podman : isBuildKit ? Builder::BuildKit : Builder::Classic;
    Q_EMIT changed();
}

void Build::end(const Result<ImageId> &image)
{
    m_tick.stop();
    m_elapsed = m_clock.elapsed();
    if (image) {
        m_image = *image;
        m_state = State::Done;
        m_steps.end(BuildStep::State::Done);
    } else {
        m_error = image.error();
        const bool cancelled = m_error.kind == Error::Kind::Cancelled;
        m_state = cancelled ? State::Cancelled : State::Failed;
        m_steps.end(cancelled ? BuildStep::State::Cancelled : BuildStep::State::Failed, cancelled ? QString() : m_error.reason());
    }
    m_log->endSource();
    Q_EMIT changed();
    Q_EMIT ended();
}

} // namespace longshore
