// SPDX-License-Identifier: GPL-3.0-or-later
#include "parameters.h"

#include "errors.h"
#include "log.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <initializer_list>

namespace longshore::splitter
{

namespace
{

using nlohmann::json;
using Names = std::initializer_list<const char *>;

/// One JSON object of the configuration, with the path it stands at for messages.
class Node
{
public:
    Node(const json &parent, const char *key, std::string path)
        : m_path(std::move(path))
    {
        if (!parent.is_object() || !parent.contains(key) || parent[key].is_null() || isEmptyList(parent[key]))
            return;
        m_object = parent[key];
        if (!m_object.is_object())
            fail("", "must be an object", m_object);
    }
    const json &object() const { return m_object; }
    std::string path(const char *key) const { return m_path + (*key ? "." : "") + key; }

    void warnAboutOthers(Names known) const
    {
        for (const auto &[key, value] : m_object.items()) {
            if (std::none_of(known.begin(), known.end(), [&k = key](const char *name) { return k == name; }))
                warn(path(key.c_str()) + " is not known to this component and is ignored.");
        }
    }
    const json *find(const char *key) const
    {
        const auto it = m_object.find(key);
        return it == m_object.end() || it->is_null() ? nullptr : &*it;
    }
    std::string text(const char *key, std::string fallback) const
    {
        const json *value = find(key);
        if (!value)
            return fallback;
        if (!value->is_string())
            fail(key, "must be a text", *value);
        return value->get<std::string>();
    }
    bool flag(const char *key, bool fallback) const
    {
        const json *value = find(key);
        if (value && !value->is_boolean())
            fail(key, "must be true or false", *value);
        return value ? value->get<bool>() : fallback;
    }
    long long number(const char *key, long long fallback, long long least, long long most) const
    {
        const json *value = find(key);
        if (!value)
            return fallback;
        // An unsigned value above the signed range would wrap; no limit of ours comes near it.
        const bool fits = value->is_number_integer() &&
                          !(value->is_number_unsigned() && value->get<json::number_unsigned_t>() > 1'000'000'000);
        if (!fits || value->get<long long>() < least || value->get<long long>() > most)
            fail(key, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most), *value);
        return value->get<long long>();
    }
    [[noreturn]] void fail(const char *key, const std::string &rule, const json &value) const
    {
        std::string given = value.dump(-1, ' ', false, json::error_handler_t::replace);
        if (given.size() > 80)
            given = "a value of " + std::to_string(given.size()) + " characters";
        throw UserError(path(key) + " " + rule + ", but is " + given + ".");
    }

private:
    /// PHP writes an empty object as [] (contract C4).
    static bool isEmptyList(const json &value) { return value.is_array() && value.empty(); }

    json m_object = json::object();
    std::string m_path;
};

SplitAt readSplitAt(const Node &parameters)
{
    const std::string name = parameters.text("splitAt", "words");
    if (name == "words")
        return SplitAt::Words;
    if (name == "sentences")
        return SplitAt::Sentences;
    if (name == "characters")
        return SplitAt::Characters;
    parameters.fail("splitAt", "must be one of words, sentences, characters", name);
}

std::string readColumn(const Node &columns, const char *key, const char *fallback)
{
    const std::string name = columns.text(key, fallback);
    if (name.empty())
        columns.fail(key, "must name a column of the input table", name);
    return name;
}

} // namespace

Parameters readParameters(const json &config)
{
    const Node parameters(config, "parameters", "parameters");
    parameters.warnAboutOthers({"columns", "max", "min", "splitAt", "idPrefix", "keepEmpty", "delayMs", "#token"});
    const Node columns(parameters.object(), "columns", "parameters.columns");
    columns.warnAboutOthers({"id", "text"});

    Parameters result;
    result.idColumn = readColumn(columns, "id", "id");
    result.textColumn = readColumn(columns, "text", "text");
    result.rule.at = readSplitAt(parameters);
    result.rule.max = static_cast<std::size_t>(parameters.number("max", 75, 1, 1'000'000));
    const long long likelyMin = std::min<long long>(20, static_cast<long long>(result.rule.max));
    result.rule.min = static_cast<std::size_t>(parameters.number("min", likelyMin, 0, 1'000'000));
    if (result.rule.min > result.rule.max)
        parameters.fail("min", "must not be above parameters.max (" + std::to_string(result.rule.max) + ")",
                        result.rule.min);
    result.idPrefix = parameters.text("idPrefix", "");
    result.keepEmpty = parameters.flag("keepEmpty", false);
    result.delayMs = static_cast<int>(parameters.number("delayMs", 0, 0, 60'000));
    const json *token = parameters.find("#token");
    if (token && !token->is_string())
        throw UserError("parameters.#token must be a text."); // Without its value: it is a secret.
    result.hasToken = token && !token->get_ref<const std::string &>().empty();
    return result;
}

} // namespace longshore::splitter
