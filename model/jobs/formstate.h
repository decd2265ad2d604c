// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/fieldspec.h"

#include <QHash>
#include <QSet>
#include <nlohmann/json_fwd.hpp>
#include <utility>

namespace longshore
{

/// What a person chose for variants that the document does not tell apart: concrete path -> index.
using VariantChoices = QHash<QString, int>;

/// A form and the document it is about; only refers to both. Any thread.
struct FormState {
    const FieldSpec &root;
    const nlohmann::ordered_json &document;
    const VariantChoices &choices;
};

/// One Variants field in one place: concrete path and `FieldSpec::variantsId`.
using VariantsKey = std::pair<QString, int>;

/// What of a form depends on the document.
struct FormShape {
    struct Active {
        const FieldSpec *field; ///< of kind Variants
        int active;             ///< index of a child, -1 none
        bool operator==(const Active &) const = default;
    };

    QSet<QString> hidden; ///< concrete paths of fields whose own conditions do not hold, or those of their variants
    QHash<VariantsKey, Active> variants;

    bool operator==(const FormShape &) const = default;
};

/// The field at the concrete `path`, of variants the active one; nullptr when there is none.
const FieldSpec *findField(const FormState &state, const QString &path);

/// Which of the children of `variants` describes the value at the concrete `path`; -1 none (its discriminator has an
/// unknown value).
int activeVariant(const FormState &state, const FieldSpec &variants, const QString &path);

/// Whether the conditions of `field` itself, which stands at the concrete `path`, hold (U3).
bool ownConditionsHold(const FormState &state, const FieldSpec &field, const QString &path);

/// Whether the conditions of the field at `path` and of everything above it hold (U3). A value that is not set counts
/// as its schema default, an unset boolean as false. Paths the form does not know are visible.
bool conditionsHold(const FormState &state, const QString &path);

FormShape shapeOf(const FormState &state);

} // namespace longshore
