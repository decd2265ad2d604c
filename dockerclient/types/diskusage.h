// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"

namespace longshore
{

/// What `GET /system/df` tells of images.
struct DiskUsage {
    qint64 layersSize = -1;     ///< bytes of all layers, each once; -1 unknown. Podman 4.3 says 0 whatever there is
    QList<ImageSummary> images; ///< with `sharedSize` and `containers` as the engine computes them

    bool operator==(const DiskUsage &) const = default;
    static DiskUsage fromJson(const nlohmann::json &json);
};

} // namespace longshore
