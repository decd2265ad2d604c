// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/run/stagesummary.h"

#include <QByteArray>

namespace longshore
{

/// A stage's `config.json` as it is kept in a run's capsule: as it was sent, secrets masked. Error::NotFound when the
/// run ended before it was made. Blocks on a small file.
Result<QByteArray> storedStageConfig(const QString &capsule, int stage);

/// The stages of a run that were begun, in order, as its capsule has them. Blocks on small files.
QList<StageSummary> storedStages(const QString &capsule);

/// What was collected into a run's outputs, as manifest.json has it; empty when that is missing. Blocks on a file.
struct Collected storedCollected(const QString &capsule);

/// Which stage a frame of the run's log belongs to: the last that begins before it.
int stageOf(const QList<StageSummary> &stages, quint64 seq);

/// The folder of a run's collected outputs; it exists only once they were published. Of a run with several rows each row
/// has its own. Blocks on small files when `rowId` is given.
QString outputFolder(const QString &capsule, const QString &rowId = {});

} // namespace longshore
