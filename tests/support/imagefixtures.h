// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"
#include "dockerclient/types/image.h"

#include <QList>

namespace longshore::test
{

/// The invented engine of the mockups: a handful of component images with their containers.
struct ImageFixtures {
    QDateTime now;
    QList<ImageSummary> images;
    QList<ImageDetails> details;
    QList<QList<ImageHistoryEntry>> histories; ///< of each of `images`
    QList<ContainerSummary> containers;

    static ImageFixtures mockup();
};

} // namespace longshore::test
