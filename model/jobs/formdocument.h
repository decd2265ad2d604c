// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/fieldspec.h"

#include <QSet>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// Helpers of FormModel over its document; no state, no signals.

/// The node at `path`, made with every parent that is missing: a list where the form has one, else an object. A parent
/// that is a scalar is replaced. Never null; at the end of a list it is appended.
nlohmann::ordered_json &makeNode(nlohmann::ordered_json &document, const FieldSpec &root, const QString &path);

/// Removes the key or list item at `path`; false when there was none.
bool removeNode(nlohmann::ordered_json &document, const QString &path);

/// A new item of a list: its defaults, else the emptiest value of its kind.
nlohmann::ordered_json newItem(const FieldSpec &itemSpec, const FieldSpec &root);

/// Writes defaults where the document has no value, below `field` at the concrete `path`; fields with unmet conditions
/// are left out. Returns the paths written.
QStringList writeDefaults(nlohmann::ordered_json &document, const FieldSpec &root, const FieldSpec &field,
                          const QString &path);

/// The concrete paths of conditional fields that are hidden by their conditions now.
QSet<QString> hiddenByConditions(const nlohmann::ordered_json &document, const FieldSpec &root);

} // namespace longshore
