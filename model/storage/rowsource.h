// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/error.h"

#include <optional>
#include <string_view>
#include <vector>

namespace longshore
{

/// Rows to be loaded, one after another. A cell whose data() is null is NULL.
class RowSource
{
public:
    virtual ~RowSource() = default;
    /// False at the end, and when `error()` is set.
    virtual bool next() = 0;
    /// Valid until the next call of next().
    virtual const std::vector<std::string_view> &row() const = 0;
    virtual const std::optional<Error> &error() const = 0;
};

} // namespace longshore
