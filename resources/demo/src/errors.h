// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>

namespace longshore::splitter
{

/// Something the person who configured the component can mend; the program exits with 1 and this sentence.
struct UserError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Something only the component's author or the machine's owner can mend; the program exits with 2.
struct ApplicationError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

} // namespace longshore::splitter
