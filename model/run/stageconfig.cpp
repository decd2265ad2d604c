// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/stageconfig.h"

#include "model/component/configuration.h"
#include "model/component/secrets.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

Result<void> keepConfig(const QByteArray &config, const SecretPatterns &patterns, StageSpec *stage)
{
    auto masked = maskSecrets(config, patterns);
    if (!masked)
        return fail(masked.error());
    stage->staging.config = config;
    stage->maskedConfig = *masked;
    stage->secrets = secretValues(config, patterns);
    stage->problems += shortSecretWarnings(config, patterns);
    return {};
}

} // namespace

Result<void> configureMain(const StageContext &context, const QByteArray &componentState, StageSpec *stage)
{
    stage->staging.format = stage->component.configurationFormat;
    StageConfigOptions options;
    if (!context.request.action.isEmpty())
        options.action = context.request.action;
    options.imageParameters = stage->component.imageParameters;
    auto config = mainStageConfig(context.configuration, options);
    if (!config)
        return fail(config.error());
    if (auto kept = keepConfig(*config, passwordPatterns(stage->component.configurationSchema), stage); !kept)
        return kept;
    if (context.isAction)
        return {}; // A2: the state file is `{}`
    auto state = stateFile(componentState);
    if (!state)
        return fail(state.error());
    stage->staging.state = *state;
    stage->secrets += secretValues(*state);
    return {};
}

Result<void> configureProcessor(const QByteArray &parameters, StageSpec *stage)
{
    stage->staging.format = stage->component.configurationFormat;
    stage->staging.withState = false; // S1
    auto config = processorStageConfig(parameters, stage->component.imageParameters);
    if (!config)
        return fail(config.error());
    return keepConfig(*config, passwordPatterns(stage->component.configurationSchema), stage);
}

} // namespace longshore
