// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/finding.h"
#include "model/component/definition.h"

namespace longshore
{

struct ComponentRecord {
    ComponentDefinition definition;
    bool usable = false; ///< it is a JSON object
};

/// Checks a component record (contract §8): its values (D1), image reference, both schemas (§15), its empty
/// configuration against its own schema, and its size as a label. Paths start with `path`. Pure; any thread.
ComponentRecord checkComponentRecord(const QByteArray &record, const QString &path, Findings &findings);

/// The part that a record and a job's `component` share: what a definition that was read means.
void checkDefinition(const ComponentDefinition &definition, const QString &path, Findings &findings);

} // namespace longshore
