// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace puppet
{

using Json = nlohmann::ordered_json;

/// Bad script, or a step that failed: what() goes to stderr, exit code 99, so that no test takes it for the component's own.
struct Failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// `argument["path"]`, or the bytes of `argument["pathHex"]`; relative to the data folder.
std::string pathOf(const Json &argument, const char *key = "path");
std::string under(const std::string &path);
std::string contents(const std::string &path);
[[noreturn]] void failed(const std::string &what);

// One group of steps each; false when the name is none of theirs.
bool outputStep(const std::string &name, const Json &argument);
bool fileStep(const std::string &name, const Json &argument);
bool hostileStep(const std::string &name, const Json &argument);
bool processStep(const std::string &name, const Json &argument);
bool gelfStep(const std::string &name, const Json &argument);

} // namespace puppet
