// SPDX-License-Identifier: GPL-3.0-or-later
#include "step.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>
#include <unistd.h>
#include <vector>

namespace puppet
{

using Clock = std::chrono::steady_clock;

static std::chrono::duration<double> seconds(const Json &argument)
{
    return std::chrono::duration<double>(argument.get<double>());
}

// Process 1 of a container gets no default signal handlers: TERM would be ignored, as with `ignoreTerm`.
static char lastWords[256];
static void onTerm(int)
{
    (void)!::write(1, lastWords, std::strlen(lastWords));
    ::_exit(143);
}

static void allocate(const Json &argument)
{
    const std::size_t block = 1 << 20;
    std::vector<std::vector<char>> held;
    for (int i = 0, count = argument.at("mib"); i < count; ++i)
        held.emplace_back(block, char(i | 1)); // touched: counts as used
    std::this_thread::sleep_for(seconds(argument.value("seconds", Json(0.0))));
}

bool processStep(const std::string &name, const Json &argument)
{
    if (name == "sleep") {
        std::this_thread::sleep_for(seconds(argument));
    } else if (name == "exit") {
        std::fflush(nullptr);
        ::_exit(argument.get<int>());
    } else if (name == "signal") {
        std::signal(argument.get<int>(), SIG_DFL);
        ::raise(argument.get<int>());
    } else if (name == "ignoreTerm") {
        std::signal(SIGTERM, SIG_IGN);
    } else if (name == "trapTerm") {
        const std::string text = argument.get<std::string>() + '\n';
        std::memcpy(lastWords, text.data(), std::min(text.size(), sizeof lastWords - 1));
        std::signal(SIGTERM, onTerm);
    } else if (name == "allocate") {
        allocate(argument);
    } else if (name == "burn") {
        const auto end = Clock::now() + seconds(argument);
        while (Clock::now() < end) {
        }
    } else {
        return false;
    }
    return true;
}

} // namespace puppet
