// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"

#include <QList>

namespace longshore
{

/// The bytes of each of `layers` (diff ids, base first) as the history of the image (newest first) tells them. Engines
/// do not say which step made which layer, so: a step with bytes made one, one that only describes (ENV, CMD, …) made
/// none, and the empty layer that builders write for a step without files takes nothing. Empty when steps and layers
/// still do not add up: a guess would be a wrong size.
QList<qint64> layerSizes(const QStringList &layers, const QList<ImageHistoryEntry> &history);

/// A step of a history that makes no layer by its nature: ENV, CMD, LABEL and their like, as the classic builder,
/// BuildKit and Buildah write them.
bool onlyDescribes(const ImageHistoryEntry &step);

} // namespace longshore
