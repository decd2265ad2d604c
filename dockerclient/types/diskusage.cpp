// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/types/diskusage.h"

#include "dockerclient/types/jsonread.h"

#include <nlohmann/json.hpp>

namespace longshore
{

DiskUsage DiskUsage::fromJson(const nlohmann::json &json)
{
    DiskUsage usage;
    usage.layersSize = jsonread::integer(json, "LayersSize", -1);
    const nlohmann::json &images = jsonread::member(json, "Images");
    if (images.is_array()) {
        for (const nlohmann::json &image : images)
            usage.images.append(ImageSummary::fromJson(image));
    }
    return usage;
}

} // namespace longshore
