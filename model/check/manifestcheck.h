// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"

#include <QByteArray>
#include <QStringList>

namespace longshore
{

/// What an output table's manifest says of its file.
struct ManifestFacts {
    bool usable = false; ///< it is a JSON object
    QStringList columns; ///< of `columns`, else the names of `schema`
    bool fromSchema = false;
    bool hasHeader = false; ///< `has_header`
    QString destination;
    char delimiter = ',';
    char enclosure = '"';

    bool operator==(const ManifestFacts &) const = default;
};

/// Manifest of `out/tables` (§5.3, M1–M4). Pure; any thread.
Problems checkTableManifest(const QByteArray &json, ManifestFacts *facts = nullptr);
/// Manifest of `out/files` (§5.4).
Problems checkFileManifest(const QByteArray &json);
/// Manifests of `in/tables` and `in/files` (§5.1, §5.2), which people write by hand for a data folder.
Problems checkInputManifest(const QByteArray &json, bool ofTable);

} // namespace longshore
