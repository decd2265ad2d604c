// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "parameters.h"

#include <filesystem>
#include <map>

namespace longshore::splitter
{

struct TableCounts {
    long rows = 0;   ///< Records read, without the header.
    long pieces = 0; ///< Records written.
    long leftOut = 0;
};

/// Splits every table of `<data>/in/tables` into one of the same name in `<data>/out/tables`, each with a manifest.
/// Throws UserError or ApplicationError.
std::map<std::string, TableCounts> splitTables(const std::filesystem::path &data, const Parameters &parameters);

} // namespace longshore::splitter
