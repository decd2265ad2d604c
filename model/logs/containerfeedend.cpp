// SPDX-License-Identifier: GPL-3.0-or-later
// How a feed comes to the end of a container's log, and goes on behind it.
#include "model/logs/containerfeed.h"

#include "dockerclient/engineclient.h"

namespace longshore
{

using namespace Qt::StringLiterals;

void ContainerFeed::ended(const Result<void> &result)
{
    m_wholeEnd = bool(result);
    if (!result) {
        const int status = result.error().httpStatus;
        if (status == 501 || (status == 500 && m_follower->cursor().isEmpty())) { // Docker, Podman
            m_follower->stop();
            return enter(State::Unreadable, result.error());
        }
        enter(State::Interrupted, result.error());
    } else if (!m_options.until.isEmpty()) {
        m_follower->stop();
        return enter(State::Ended);
    } else if (m_divider) {
        writeDivider();
        return goOn();
    }
    look();
}

/// Some engines go on following beyond the end until somebody writes once more.
void ContainerFeed::untilCame()
{
    m_untilCame = true;
    if (m_follower && (m_state == State::Waiting || m_state == State::Streaming)) {
        m_follower->setFollowing(false);
        m_follower->reopen();
    }
}

/// When a container ends whose reader is behind, Podman drops lines of the stream that follows its log, by chance, a
/// quarter of a second later: what is still to come is read without following.
void ContainerFeed::readToEnd()
{
    if (m_client->kind() != EngineKind::Podman || m_comparing || (m_state != State::Waiting && m_state != State::Streaming))
        return;
    m_followed = false;
    m_follower->setFollowing(false);
    m_follower->reopen();
}

/// The container has ended and its log was read to the end; where the engine may have dropped some of it, once more.
void ContainerFeed::over(const ContainerDetails &details)
{
    if (std::exchange(m_followed, false) && m_client->kind() == EngineKind::Podman && m_options.until.isEmpty()) {
        m_comparing = true;
        return m_follower->compare(m_options.isAll() ? LogFollower::Extent::Whole : LogFollower::Extent::End);
    }
    m_follower->stop();
    enter(details.everStarted() ? State::Ended : State::Waiting);
}

void ContainerFeed::compared(const LogComparison &comparison)
{
    m_comparing = false;
    m_wholeEnd = true;
    if (comparison.compared && !comparison.trouble.isEmpty())
        write(comparison.trouble, LogGap, m_follower->cursor().newest());
    look();
}

void ContainerFeed::restarted(const ContainerDetails &details)
{
    const bool again = std::exchange(m_startedAt, details.startedAt).isValid();
    if (again) {
        const QString code = m_exitCode ? u", exit code %1 before"_s.arg(*m_exitCode) : QString();
        m_divider = Divider{u"Container restarted at %1%2"_s.arg(details.startedAt.toUTC().toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"_s), code),
                            details.startedAt.toMSecsSinceEpoch() * 1'000'000};
        m_exitCode.reset();
        if (!m_wholeEnd) { // its end is on the way
            QTimer::singleShot(2 * m_timing.reopenMs, this, [this] {
                if (m_divider && m_follower)
                    m_follower->reopen();
            });
            return;
        }
        writeDivider();
    }
    goOn();
}

void ContainerFeed::goOn()
{
    m_wholeEnd = false;
    m_follower->reopen();
    enter(State::Waiting);
}

void ContainerFeed::removed()
{
    m_comparing = false;
    m_follower->stop();
    write(u"The container was removed."_s, 0, 0);
    enter(State::Removed);
}

} // namespace longshore
