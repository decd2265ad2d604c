// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/dataformat.h"

#include "model/json/json.h"
#include "model/json/yaml.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

bool isYaml(const QString &format)
{
    return format == "yaml"_L1;
}

QString fileName(QLatin1String stem, const QString &format)
{
    return stem + (isYaml(format) ? ".yml"_L1 : ".json"_L1);
}

/// PHP's dumper writes every empty array as `{}`.
Json emptiesAsMaps(const Json &json)
{
    if (json.is_structured() && json.empty())
        return Json::object();
    Json result = json;
    if (json.is_structured()) {
        for (auto &value : result)
            value = emptiesAsMaps(value);
    }
    return result;
}

} // namespace

QString configFileName(const QString &format)
{
    return fileName("config"_L1, format);
}

QString stateFileName(const QString &format)
{
    return fileName("state"_L1, format);
}

QString usageFileName(const QString &format)
{
    return fileName("usage"_L1, format);
}

QString manifestFileName(const QString &dataFile)
{
    return dataFile + u".manifest"_s;
}

QByteArray writeInFormat(const Json &json, const QString &format, bool phpFaithfulEmpties)
{
    if (!isYaml(format))
        return writeJson(json, JsonStyle::Php);
    if (json.is_null())
        return "{}\n"; // C13
    return writeYaml(phpFaithfulEmpties ? emptiesAsMaps(json) : json);
}

Result<QByteArray> inFormat(const QByteArray &json, const QString &format, bool phpFaithfulEmpties)
{
    const Result<Json> parsed = scanJson(json, u"write a file for the component"_s);
    if (!parsed)
        return fail(parsed.error());
    return writeInFormat(*parsed, format, phpFaithfulEmpties);
}

Result<QByteArray> fromFormat(const QByteArray &text, const QString &format, const QString &asked)
{
    const Result<Json> parsed = isYaml(format) ? readYaml(text, asked) : scanJson(text, asked);
    if (!parsed)
        return fail(parsed.error());
    return writeJson(*parsed, JsonStyle::Compact);
}

} // namespace longshore
