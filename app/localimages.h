// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"

#include <optional>

namespace longshore
{

class EngineSync;

/// What a new job can be made of: every tag that is here, sorted.
QStringList localReferences(const EngineSync &sync);
/// What is known of the image that `reference` names, or whose full id it is; nothing when it is not here, or not inspected yet.
std::optional<ImageDetails> detailsOf(const EngineSync &sync, const QString &reference);
/// Its label `longshore.component`, or empty.
QByteArray labelRecord(const EngineSync &sync, const QString &reference);

} // namespace longshore
