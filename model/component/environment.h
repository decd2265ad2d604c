// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/definition.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace longshore
{

/// What the variables of one stage are made from; the defaults are the local ones (E6).
struct EnvironmentInput {
    QString runId; ///< the job id of the run; generated, numeric
    QString projectId = QStringLiteral("0");
    QString configId; ///< empty: the SHA-1 of `parameters` as PHP serialises them
    QString configVersion;
    QString configRowId; ///< empty: not a row
    QString branchId;
    QString stackId = QStringLiteral("connection.keboola.com");
    QString stagingFileProvider = QStringLiteral("aws");
    QStringList projectFeatures;
    QString runMode = QStringLiteral("run"); ///< or `debug`
    QString mainDataTypesSupport;            ///< of the main component; used with feature `new-native-types` only
    QByteArray parameters = "{}";            ///< JSON of the configuration's `parameters`

    QString token; ///< for a component with `forward_token`; empty = not given
    QString url;   ///< of Storage
    QString projectName, tokenId, tokenDescription, realUser; ///< for `forward_token_details`
    QString loggerAddress;                                    ///< for logging type `gelf`
    int loggerPort = 0;
};

/// The variables of a stage as `NAME=value`, in the contract's order (§3, E1–E4). `imageOwner` is the component that
/// owns the image of this stage: for a processor the processor (E2).
QStringList componentEnvironment(const EnvironmentInput &input, const ComponentDefinition &imageOwner);

/// What of them a redactor must hide: the token, whether or not this component gets it (E3, L6).
QList<QByteArray> environmentSecrets(const EnvironmentInput &input);

/// 40 hex digits: the SHA-1 of PHP's `serialize()` of `parameters` (A60).
QString anonymousConfigId(const QByteArray &parameters);

} // namespace longshore
