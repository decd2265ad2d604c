// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/ids.h"

#include <QHash>
#include <QSet>
#include <QString>

namespace longshore
{

struct RemovalPlan;
struct RemovalReport;

/// What is being removed at the moment.
struct LeavingImages {
    QSet<ImageId> images;           ///< with all their names
    QHash<QString, ImageId> names;  ///< names in full, with the image each is taken from

    bool operator==(const LeavingImages &) const = default;
};

/// What a plan takes away.
LeavingImages leavingImages(const RemovalPlan &plan, bool force);
/// The part of it that went.
LeavingImages leftImages(const LeavingImages &planned, const RemovalReport &report);

} // namespace longshore
