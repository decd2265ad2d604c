// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/component/definition.h"
#include "model/component/problem.h"

#include <QByteArray>
#include <QString>

namespace longshore
{

/// What the main stage's `config.json` is made from, besides the configuration.
struct StageConfigOptions {
    QString action = QStringLiteral("run"); ///< or the name of a sync action (C7)
    QByteArray imageParameters = "{}";      ///< JSON of the component's `image_parameters`
    bool phpFaithfulEmpties = true;         ///< deeper empty objects become `[]`, as on the platform (C4)
};

/// What of `runtime` decides how a stage runs.
struct RuntimeOptions {
    QString tag;            ///< `runtime.tag`, else `runtime.image_tag` (D5)
    int processTimeout = 0; ///< seconds; 0 = not set
    QString backendType;    ///< container size: `small`, …

    bool operator==(const RuntimeOptions &) const = default;
};

/// Checks a stored configuration (§2.1): unknown keys and wrong types, each with its dotted path (C1), below
/// `storage` too; `parameters` and other opaque nodes are not looked into. Pure; any thread.
Problems checkConfiguration(const QByteArray &configuration);

/// `config.json` of the main stage as the platform writes it (C3–C9c, F9), secrets in the clear: never store it, use
/// `maskSecrets` first. Error::BadInput for what `checkConfiguration` calls an error, for a `#` value copied from the image
/// parameters (C9c), and for an OAuth id without credentials (C10). For a component that wants YAML (C13) pass the result
/// on to `inFormat`. Pure; any thread.
Result<QByteArray> mainStageConfig(const QByteArray &configuration, const StageConfigOptions &options);

/// The image parameters of a component as its registry hands them out for a stack (C9): those of
/// `data.stack_parameters.<host>` over its own. Secrets in them are not resolved yet (C9b).
Result<QByteArray> imageParametersOn(const ComponentDefinition &component, const QString &stackId);

/// `config.json` of a processor: its own parameters only (Q3).
Result<QByteArray> processorStageConfig(const QByteArray &parameters, const QByteArray &imageParameters,
                                        bool phpFaithfulEmpties = true);

/// The effective configuration of a row: PHP's `array_replace_recursive(config, row)`, lists merged by index (W2).
Result<QByteArray> mergeRow(const QByteArray &configuration, const QByteArray &rowConfiguration);

/// Reads `runtime`; what is missing or wrong keeps its default.
RuntimeOptions runtimeOptions(const QByteArray &configuration);

/// `in/state.json` of the main stage: `{}` when `state` is empty.
Result<QByteArray> stateFile(const QByteArray &state);

} // namespace longshore
