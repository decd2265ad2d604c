// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"
#include "model/run/outputs.h"
#include "model/run/stageextras.h"

#include <optional>

namespace longshore
{

/// What of a collected `out` was looked at, and taken out of it, before it is published.
struct SettledOutputs {
    Collected collected;
    Outputs outputs;                 ///< when they were asked for
    std::optional<QByteArray> state; ///< JSON: what out/state.json held (S2); the file is gone
    std::optional<Error> refused;    ///< a user error: a state that is no JSON, outputs that the component keeps to itself (F2)
    StageExtras extras;              ///< of a main stage, as the component wrote them
    std::optional<Error> badUsage;   ///< an application error: usage that cannot be stored (§7.4)
    Problems problems;               ///< warnings
};

struct SettleRequest {
    QString folder;
    Collected collected;
    QString format = QStringLiteral("json"); ///< of what the component writes (F8)
    bool takesState = false;
    bool takesExtras = false; ///< a main stage, however it ended
    bool lists = false;
    bool ownUser = false; ///< the component ran as this process's user, so what it may not read is an error (F2)
};

/// Errors: Disk. Blocks: on a worker's thread.
Result<SettledOutputs> settleOutputs(SettleRequest request);

} // namespace longshore
