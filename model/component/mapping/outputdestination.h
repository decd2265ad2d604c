// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QString>

namespace longshore
{

struct ComponentDefinition;

/// The bucket of tables whose destination names none (O5): `configured` (`storage.output.default_bucket`), else the one
/// that a component with `default_bucket` has; empty when there is none. Error::BadInput when such a component runs
/// without a configuration id. Pure; any thread.
Result<QString> defaultBucket(const QString &configured, const ComponentDefinition &component,
                              const QString &configurationId);

struct OutputDestination {
    QString table;             ///< `stage.bucket.name`
    bool fromFileName = false; ///< the whole id is the file's name: a habit the platform has deprecated (A21)

    bool operator==(const OutputDestination &) const = default;
};

/// Where the table `source` (a name in `out/tables`) goes (§6.3, O6): `mapping`, else `manifest`, else the name of the
/// file without `.csv`. Error::BadInput when that gives no table id. Pure; any thread.
Result<OutputDestination> resolveDestination(const QString &source, const QString &mapping, const QString &manifest,
                                             const QString &bucket);

} // namespace longshore
