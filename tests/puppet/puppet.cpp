// SPDX-License-Identifier: GPL-3.0-or-later
// Does what `parameters.do` of its config.json says: a list of steps, each an object with one key.
//
//   {"print": TEXT} {"error": TEXT}         a line on stdout, stderr; `"raw": true` beside it leaves the newline out
//   {"flood": {"lines", "stream", "text"}}  many lines
//   {"show": PATH} {"list": PATH}           a file's bytes; names, modes and owners below a folder, sorted
//   {"env": NAME} {"whoami": true}          NAME=value ("" = all); uid:gid
//   {"write": {"path", "text"}}             also "append": true; folders are made
//   {"copy": {"from", "to"}} {"remove": PATH} {"mkdir": PATH} {"chmod": {"path", "mode"}}
//   {"state": JSON}                         out/state.json
//   {"link"|"hardlink": {"path", "target"}} {"fifo"|"socket"|"device": {"path"}} {"sparse": {"path", "bytes"}}
//   {"many": {"path", "count"}} {"deep": {"path", "depth"}}
//   {"sleep": SECONDS} {"exit": CODE} {"signal": NUMBER} {"ignoreTerm": true} {"trapTerm": TEXT}
//   {"allocate": {"mib", "seconds"}} {"burn": SECONDS}
//   {"gelf": {"protocol", "event"|"raw"}}   to KBC_LOGGER_ADDR; host, timestamp and version are filled in
//   {"action": {NAME: [STEPS]}}             the steps of config.json's `action`
//
// Paths are below /data unless absolute; "pathHex" instead of "path" gives bytes that are no UTF-8. Exit code 0 after the
// last step.
#include "step.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

namespace puppet
{

std::string under(const std::string &path)
{
    const char *folder = std::getenv("PUPPET_DATADIR");
    return path.starts_with('/') ? path : std::string(folder ? folder : "/data") + '/' + path;
}

std::string pathOf(const Json &argument, const char *key)
{
    if (argument.is_string())
        return under(argument.get<std::string>());
    const std::string hex = argument.value(std::string(key) + "Hex", std::string());
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += char(std::stoi(hex.substr(i, 2), nullptr, 16));
    return under(bytes.empty() ? argument.at(key).get<std::string>() : bytes);
}

std::string contents(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        failed("read " + path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

void failed(const std::string &what)
{
    throw Failure(what + ": " + std::strerror(errno));
}

static void perform(const Json &steps, const std::string &action)
{
    for (const Json &step : steps) {
        const std::string name = step.begin().key();
        const Json &argument = step.begin().value();
        if (name == "action") {
            if (argument.contains(action))
                perform(argument[action], action);
            continue;
        }
        const Json &whole = name == "print" || name == "error" ? step : argument;
        if (!outputStep(name, whole) && !fileStep(name, argument) && !hostileStep(name, argument)
            && !processStep(name, argument) && !gelfStep(name, argument))
            throw Failure("no step is called " + name);
    }
}

} // namespace puppet

int main()
{
    try {
        const auto config = puppet::Json::parse(puppet::contents(puppet::under("config.json")));
        const puppet::Json parameters = config.value("parameters", puppet::Json::object());
        if (parameters.contains("do"))
            puppet::perform(parameters["do"], config.value("action", "run"));
    } catch (const std::exception &wrong) {
        std::cerr << "puppet: " << wrong.what() << std::endl;
        return 99;
    }
    return 0;
}
