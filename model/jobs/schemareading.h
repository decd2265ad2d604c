// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"
#include "model/json/jsontext.h"

namespace longshore
{

/// Something to say about one place of a schema's text.
struct SchemaFinding {
    Problem problem; ///< its path is within the schema
    TextPlace place;

    bool operator==(const SchemaFinding &) const = default;
};

/// A configuration schema as somebody types it.
struct SchemaReading {
    QByteArray schema;             ///< on one line, so that layout makes no difference; empty: no form can be made of it
    QList<SchemaFinding> findings; ///< what `checkSchema` has against it, errors first, then from top to bottom

    bool isUsable() const { return !schema.isEmpty(); }
};

/// Pure; any thread.
SchemaReading readSchemaText(const QByteArray &text);

} // namespace longshore
