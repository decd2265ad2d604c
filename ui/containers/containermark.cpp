// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/containers/containermark.h"

using namespace Qt::StringLiterals;

namespace longshore
{

Mark markOf(const ContainerState &state)
{
    using Kind = ContainerState::Kind;
    switch (state.kind) {
    case Kind::Running: return state.health == u"unhealthy" ? Mark::Warning : Mark::Running;
    case Kind::Restarting: return Mark::Warning;
    case Kind::Created:
    case Kind::Paused:
    case Kind::Removing: return Mark::Waiting;
    case Kind::OutOfMemory: return Mark::OutOfMemory;
    case Kind::Dead: return Mark::Error;
    case Kind::Unknown: return Mark::Note;
    case Kind::Exited: break;
    }
    const QString signal = state.signalName();
    if (signal == u"SIGKILL" || signal == u"SIGTERM" || signal == u"SIGINT")
        return Mark::Cancelled;
    return !state.exitCode ? Mark::Waiting : *state.exitCode == 0 ? Mark::Success : Mark::Error;
}

} // namespace longshore
