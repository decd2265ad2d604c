// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/fieldspec.h"

#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// The alternatives of one `oneOf` or `anyOf`, and how to tell which of them a value is meant to be.
struct Alternatives {
    std::vector<const nlohmann::ordered_json *> schemas; ///< within the schema they were read from
    QString discriminator; ///< of all schemas: a key with `const` or `enum`, no value in two of them
    std::vector<VariantMark> marks;
    bool areObjects = false; ///< each describes an object
};

/// Which of the alternatives `value` (nullptr: none) is meant to be. The discriminator decides where there is one, then
/// the JSON type, then `preferred` (a person's choice, -1 = none), then the keys. -1: the discriminator's value belongs
/// to none.
int meantVariant(const QString &discriminator, const std::vector<VariantMark> &marks,
                 const nlohmann::ordered_json *value, int preferred);

/// The lists of alternatives of `schema` that a form can show: 2 to 100 schemas that describe something. A list that
/// only asks for keys (`requiredLists`) or lists constants is none of them.
std::vector<Alternatives> alternativesOf(const nlohmann::ordered_json &schema);

/// `anyOf`/`oneOf` of nothing but `required`: the names that each alternative asks for; empty when it is no such list.
std::vector<QStringList> requiredLists(const nlohmann::ordered_json &schema, const char *keyword);

} // namespace longshore
