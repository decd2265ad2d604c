// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/configuration.h"
#include "model/component/merge.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

Json asObject(const Json &json)
{
    if (json.is_object())
        return json;
    Json object = Json::object();
    for (std::size_t i = 0; i < json.size(); ++i)
        object[std::to_string(i)] = json[i];
    return object;
}

bool hasProcessors(const Json &configuration)
{
    for (const QString &list : {u"processors.before"_s, u"processors.after"_s}) {
        const Json *node = findPath(configuration, list);
        if (node && node->is_structured() && !node->empty())
            return true;
    }
    return false;
}

} // namespace

Json replaceRecursive(const Json &base, const Json &over)
{
    if (!base.is_structured() || !over.is_structured())
        return over;
    if (over.empty())
        return base;
    if (base.empty())
        return over;
    if (base.is_array() && over.is_array()) {
        Json result = base;
        for (std::size_t i = 0; i < over.size(); ++i) {
            if (i < result.size())
                result[i] = replaceRecursive(result[i], over[i]);
            else
                result.push_back(over[i]);
        }
        return result;
    }
    Json result = asObject(base);
    const Json added = asObject(over);
    for (const auto &[key, value] : added.items())
        result[key] = result.contains(key) ? replaceRecursive(result[key], value) : value;
    return result;
}

Result<QByteArray> mergeRow(const QByteArray &configuration, const QByteArray &rowConfiguration)
{
    const Result<Json> base = scanJson(configuration, u"read the configuration"_s);
    if (!base)
        return fail(base.error());
    const Result<Json> row = scanJson(rowConfiguration, u"read the configuration of the row"_s);
    if (!row)
        return fail(row.error());
    if (hasProcessors(*base) && hasProcessors(*row)) {
        return fail(Error::make(Error::Kind::BadInput, u"merge the row into the configuration"_s,
                                u"processors are set both in the configuration and in the row"_s,
                                u"Set them in one of the two."_s));
    }
    return writeJson(replaceRecursive(*base, *row), JsonStyle::Compact);
}

} // namespace longshore
