// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"

#include <QHash>

namespace longshore
{

/// What the removal of images frees.
struct FreedSpace {
    qint64 bytes = 0;
    bool isExact = true; ///< false: at most `bytes`, since the size of some shared layers is not known

    bool operator==(const FreedSpace &) const = default;
    /// "182 MB", "at most 182 MB".
    QString words() const;
};

/// `gone` of `images` were, or would be, removed. Layers that another image has as well stay; how large those are is
/// known when they are all that such an image consists of (a base image). Images without details count as unshared
/// and inexact. Pure.
FreedSpace freedSpace(const QList<ImageSummary> &images, const QHash<ImageId, ImageDetails> &details, const QList<ImageId> &gone);

} // namespace longshore
