// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>

namespace longshore
{

/// A stage's `config.json` as it is kept in a run's capsule: as it was sent, secrets masked. Error::NotFound when the
/// run ended before it was made. Blocks on a small file.
Result<QByteArray> storedStageConfig(const QString &capsule, int stage);

/// The folder of a run's collected outputs; it exists only once they were published.
QString outputFolder(const QString &capsule);

} // namespace longshore
