// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"

#include <QList>

namespace longshore
{

/// Which of `layers` (positions in these diff ids, base first) each step of the history (newest first) made, in the order
/// of the layers: base first; -1 none. Engines do not say, so: a step with bytes made one, one that only describes (ENV,
/// CMD, …) none, others perhaps, and the empty layer that builders write for a step without files holds no bytes. Empty
/// when steps and layers still do not add up: a guess would be wrong.
QList<int> layersOfSteps(const QStringList &layers, const QList<ImageHistoryEntry> &history);

/// The bytes of each of `layers` as the history tells them; empty when layersOfSteps is.
QList<qint64> layerSizes(const QStringList &layers, const QList<ImageHistoryEntry> &history);

} // namespace longshore
