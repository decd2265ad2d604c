// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/cases/jsoncompare.h"

#include "model/json/json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

namespace longshore
{

static bool equalNumbers(const Json &a, const Json &b)
{
    if (numberText(a) == numberText(b))
        return true;
    constexpr double exact = 9007199254740992.0; // 2^53: beyond, two whole numbers may share one double
    const double x = numberValue(a), y = numberValue(b);
    return x == y && (std::abs(x) < exact || !isWholeNumber(a) || !isWholeNumber(b));
}

bool equalJson(const Json &a, const Json &b)
{
    if (isNumber(a) || isNumber(b))
        return isNumber(a) && isNumber(b) && equalNumbers(a, b);
    if (a.type() != b.type())
        return false;
    if (!a.is_structured())
        return a == b;
    if (a.size() != b.size())
        return false;
    if (a.is_array())
        return std::equal(a.begin(), a.end(), b.begin(), equalJson);
    for (const auto &[key, value] : a.items()) {
        const auto other = b.find(key);
        if (other == b.end() || !equalJson(value, *other))
            return false;
    }
    return true;
}

static Json sorted(const Json &json)
{
    if (!json.is_structured())
        return json;
    if (json.is_array()) {
        Json list = Json::array();
        for (const Json &item : json)
            list.push_back(sorted(item));
        return list;
    }
    std::vector<std::string> keys;
    for (const auto &[key, value] : json.items())
        keys.push_back(key);
    std::sort(keys.begin(), keys.end());
    Json object = Json::object();
    for (const std::string &key : keys)
        object[key] = sorted(json[key]);
    return object;
}

QByteArray sortedJsonText(const Json &json)
{
    return writeJson(sorted(json), JsonStyle::Canonical) + '\n';
}

} // namespace longshore
