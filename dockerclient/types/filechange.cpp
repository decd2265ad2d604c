// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/types/filechange.h"

#include "dockerclient/types/jsonread.h"

#include <nlohmann/json.hpp>

namespace longshore
{

FileChange FileChange::fromJson(const nlohmann::json &json)
{
    const qint64 kind = jsonread::integer(json, "Kind");
    return {jsonread::text(json, "Path"), kind == 1 || kind == 2 ? Kind(kind) : Kind::Modified};
}

} // namespace longshore
