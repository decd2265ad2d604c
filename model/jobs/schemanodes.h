// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// The member `key` of an object when it has it with a usable type, else a default.
QString textAt(const nlohmann::ordered_json &object, const char *key);
bool flagAt(const nlohmann::ordered_json &object, const char *key, bool fallback = false);
QStringList namesAt(const nlohmann::ordered_json &object, const char *key); ///< the strings of a list
const nlohmann::ordered_json *nodeAt(const nlohmann::ordered_json &object, const char *key);

/// The type of a schema, of a list the first that is not null (`nullable` is set then); guessed from other keywords
/// when missing. Empty: none, or several.
QString typeOf(const nlohmann::ordered_json &schema, bool *nullable);

/// The one JSON type that a schema asks for, or that its other keywords imply; empty when it is open.
QString singleType(const nlohmann::ordered_json &schema);

/// `schema` with what its `allOf` says put beside its own keywords: `properties` and `required` united, a property that
/// several describe kept as an `allOf` of them, of other keywords the first; what has no such place (`oneOf`, `anyOf`,
/// `if` … of several) stays in `allOf`. The schema itself when it has no `allOf`.
nlohmann::ordered_json withoutAllOf(const nlohmann::ordered_json &schema);

} // namespace longshore
