// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storagetypes.h"

#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// Storage's records as JSON, for `--json` and for what storage.db keeps. Times are RFC 3339 UTC with milliseconds.
nlohmann::ordered_json toJson(const QMap<QString, StorageDataType> &types);
nlohmann::ordered_json toJson(const StorageTable &table);
nlohmann::ordered_json toJson(const StorageFile &file);
nlohmann::ordered_json toJson(const StorageBucket &bucket);

/// Tolerant: what is missing or of another type is left at its default.
QMap<QString, StorageDataType> dataTypesFromJson(const nlohmann::ordered_json &json);
StorageTable storageTableFromJson(const nlohmann::ordered_json &json);

} // namespace longshore
