// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/stageconfig.h"

#include <QMap>

namespace longshore
{

/// The variables of §3, without the logger's, whose address only the run knows (`loggerEnvironment`).
QStringList stageEnvironment(const StageContext &context, const StageSpec &stage);

/// Adds `extra.env`; a variable that holds a secret becomes a problem of the stage (M1: whoever may talk to the engine
/// reads it).
void addExtraEnvironment(const QMap<QString, QString> &variables, StageSpec *stage);

/// `KBC_LOGGER_ADDR` and `KBC_LOGGER_PORT` (G1).
QStringList loggerEnvironment(const QString &address, int port);

/// The labels of the contract (X3).
QMap<QString, QString> contractLabels(const StageContext &context, const StageSpec &stage);

/// The contract's name of a container (X2). Longshore's own containers are called otherwise; see product.md.
QString contractContainerName(const QString &jobId, const QString &runId, const QString &rowId, int priority, const QString &componentId);

} // namespace longshore
