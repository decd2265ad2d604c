// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <QString>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// Manifests larger than this are refused.
constexpr qint64 largestManifest = 16ll << 20;

/// The document of a manifest, of usage.json or of result.json in the component's `configuration_format` (F8): YAML for
/// `yaml`, where an empty document is null, else JSON. `name` is the file as people know it
/// (`out/tables/x.csv.manifest`). Error::BadInput names file, format and what the reader found (M4). Any thread.
Result<nlohmann::ordered_json> readManifest(const QByteArray &bytes, const QString &format, const QString &name);

} // namespace longshore
