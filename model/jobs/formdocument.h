// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/formstate.h"

namespace longshore
{

/// Helpers of FormModel over its document; no state, no signals.

/// The node at `path`, made with every parent that is missing: a list where the form has one, else an object. A parent
/// that is a scalar is replaced. Never null; at the end of a list it is appended.
nlohmann::ordered_json &makeNode(nlohmann::ordered_json &document, const FieldSpec &root, const QString &path);

/// Removes the key or list item at `path`; false when there was none.
bool removeNode(nlohmann::ordered_json &document, const QString &path);

/// A new item of a list: its defaults, of variants those of the first, else the emptiest value of its kind.
nlohmann::ordered_json newItem(const FieldSpec &itemSpec, const FieldSpec &root);

/// Writes defaults where the document has no value, below `field` at the concrete `path`; fields with unmet conditions
/// and variants that are not active are left out. Returns the paths written.
QStringList writeDefaults(nlohmann::ordered_json &document, const FieldSpec &root, const VariantChoices &choices,
                          const FieldSpec &field, const QString &path);

/// The value of one variant is put away in the document's stead while another is active.
using KeptValues = QHash<std::pair<QString, int>, QByteArray>; ///< concrete path, index -> JSON

/// Makes the value at `path` one of the variant `to`: what only `from` has is put into `kept`, what `to` had before
/// comes back, its discriminator is written. Keys that both or neither know stay.
void switchVariant(nlohmann::ordered_json &document, const FieldSpec &root, const FieldSpec &variants,
                   const QString &path, int from, int to, KeptValues &kept);

} // namespace longshore
