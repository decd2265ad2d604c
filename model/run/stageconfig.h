// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runrequest.h"
#include "model/run/stagespec.h"

namespace longshore
{

/// What a stage is worked out from.
struct StageContext {
    const RunRequest &request;
    const ComponentDefinition &main; ///< the main component, of which processors take identity and data types (Q5)
    const QByteArray &configuration; ///< effective, secrets in the clear
    QString rowId;
    QString kbcRunId;
    RunUser user;
    bool isAction = false;
};

/// Fills in the main stage's config.json, state file (S1; `componentState` is JSON), masks and secrets.
/// Error::BadInput for a configuration the platform would refuse.
Result<void> configureMain(const StageContext &context, const QByteArray &componentState, StageSpec *stage);

/// The same for a processor, which gets nothing but its parameters (Q3) and no state file.
Result<void> configureProcessor(const QByteArray &parameters, StageSpec *stage);

} // namespace longshore
