// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iostream>
#include <string_view>

namespace longshore::splitter
{

/// Progress, to stdout. Flushed line by line, so that who watches sees it live.
inline void say(std::string_view line)
{
    std::cout << line << std::endl;
}

/// Something odd that does not stop the work, to stderr.
inline void warn(std::string_view line)
{
    std::cerr << "Warning: " << line << std::endl;
}

} // namespace longshore::splitter
