// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storagetypes.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// The manifest of an input table (§5.1). `columns` are those that were selected, in order; empty = all of the table's.
nlohmann::ordered_json inputTableManifest(const StorageTable &table, const QStringList &columns, const QString &stackId);

/// The manifest of an input file (§5.2).
nlohmann::ordered_json inputFileManifest(const StorageFile &file);

} // namespace longshore
