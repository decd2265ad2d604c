// SPDX-License-Identifier: GPL-3.0-or-later
// Longshore's demo component: splits long texts of a table into rows. Exit codes as the common interface has them:
// 0 success, 1 user error, 2 application error.
#include "errors.h"
#include "log.h"
#include "tables.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <ctime>
#include <fstream>

namespace
{

namespace fs = std::filesystem;
using nlohmann::json;
using namespace longshore::splitter;

fs::path dataFolder()
{
    const char *folder = std::getenv("KBC_DATADIR");
    return folder && *folder ? folder : "/data/";
}

json readJson(const fs::path &path, const std::string &name)
{
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw ApplicationError("Cannot read " + name + " in the data folder.");
    try {
        return json::parse(in);
    } catch (const json::parse_error &error) {
        throw ApplicationError(name + " is not valid JSON: " + error.what() + ".");
    }
}

std::string utcNow()
{
    const std::time_t now = std::time(nullptr);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&now));
    return text;
}

/// The state of the last run, or an empty one: a state is a convenience, so a strange one is no error.
json lastState(const fs::path &data)
{
    const fs::path path = data / "in" / "state.json";
    json state = fs::exists(path) ? readJson(path, "in/state.json") : json::object();
    return state.is_object() ? state : json::object();
}

void writeState(const fs::path &data, int runs, const std::map<std::string, TableCounts> &counts)
{
    nlohmann::ordered_json state = {{"runs", runs}, {"lastRun", utcNow()}, {"tables", json::object()}};
    for (const auto &[name, table] : counts)
        state["tables"][name] = {{"rows", table.rows}, {"pieces", table.pieces}, {"leftOut", table.leftOut}};
    std::ofstream out(data / "out" / "state.json");
    out << state.dump(4, ' ', false, json::error_handler_t::replace) << '\n';
    out.close();
    if (!out)
        throw ApplicationError("Cannot write out/state.json.");
}

void split(const fs::path &data, const Parameters &parameters)
{
    const json state = lastState(data);
    const int runs = state.contains("runs") && state["runs"].is_number_integer() ? state["runs"].get<int>() : 0;
    say("Text splitter 1.0.0, run " + std::to_string(runs + 1) + ": pieces of " + std::to_string(parameters.rule.min) +
        " to " + std::to_string(parameters.rule.max) + " characters, token " +
        (parameters.hasToken ? "given" : "not given"));
    const auto counts = splitTables(data, parameters);
    writeState(data, runs + 1, counts);
    long pieces = 0;
    for (const auto &[name, table] : counts)
        pieces += table.pieces;
    say("Done: " + std::to_string(counts.size()) + " table(s), " + std::to_string(pieces) + " pieces");
}

void act()
{
    const fs::path data = dataFolder();
    const json config = readJson(data / "config.json", "config.json");
    if (!config.is_object())
        throw ApplicationError("config.json does not hold an object.");
    const auto it = config.find("action");
    const std::string action = it != config.end() && it->is_string() ? it->get<std::string>() : "run";
    if (action != "run" && action != "testConnection")
        throw UserError("The action \"" + action + "\" is not known; this component has run and testConnection.");
    const Parameters parameters = readParameters(config);
    if (action == "testConnection")
        std::cout << R"({"status":"success"})" << std::endl; // Nothing else may stand on stdout (contract A4).
    else
        split(data, parameters);
}

} // namespace

int main()
{
    try {
        act();
        return 0;
    } catch (const UserError &error) {
        std::cerr << error.what() << std::endl;
        return 1;
    } catch (const std::exception &error) {
        std::cerr << error.what() << std::endl;
        return 2;
    }
}
