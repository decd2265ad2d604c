// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"
#include "model/jobs/formstate.h"

#include <QByteArray>
#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// Checks `parameters` against one configuration schema: JSON Schema draft 4–7 by Valijson, on a schema whose dialect
/// was normalised first (boolean `required` and empty `enum` ignored U4, buttons left out U5, fields hidden by unmet
/// `options.dependencies` not required U3, `pattern` checked by PCRE2 with a match limit, `$ref` expanded within limits
/// and never fetched A57, of alternatives the one that is meant). A schema that cannot be used gives one Warning and no errors: a bad schema must not keep a
/// person from running. Made once per schema, used for each keystroke; any thread.
class ParameterValidator
{
public:
    explicit ParameterValidator(const QByteArray &schema); ///< empty: everything is fine
    ~ParameterValidator();
    ParameterValidator(ParameterValidator &&) noexcept;
    ParameterValidator &operator=(ParameterValidator &&) noexcept;

    /// Paths are within `parameters`; errors first. Empty parameters have no problems (U8). A `{"$secret": id}` stands
    /// for a value of any kind. `choices`: the variants that a form shows. Any threads at a time.
    Problems check(const nlohmann::ordered_json &parameters, const VariantChoices &choices = {}) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// The same in one call, on JSON text; text that is no JSON is one Error with line and column. Pure; any thread.
Problems validateParameters(const QByteArray &schema, const QByteArray &parameters);

} // namespace longshore
