// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/import/envimport.h"

#include "model/jobs/import/envfile.h"
#include "model/json/json.h"

#include <QDir>
#include <QFileInfo>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

Result<ImportResult> importEnvFile(const QString &path)
{
    const Result<EnvFile> file = readEnvFile(path, EnvDialect::Dotenv);
    if (!file)
        return fail(file.error());
    const QFileInfo info(path);
    // Nearly every one is called .env; the folder around it says more.
    const QString own = info.completeBaseName();
    ImportResult result{JobDocument::create(own.isEmpty() ? info.absoluteDir().dirName() : own, {}), {}};
    Json variables = Json::object();
    for (const auto &[name, value] : file->variables)
        variables[name.toStdString()] = value.toStdString();
    if (const Result<void> set = result.job.setJsonAt(u"extra.env"_s, writeJson(variables, JsonStyle::Compact)); !set)
        return fail(set.error());
    for (const QString &line : file->unreadable)
        result.unmapped.append({line, u"is no NAME=value"_s});
    for (const QString &name : file->withoutValue)
        result.unmapped.append({name, u"has no value: give it"_s});
    for (const QString &name : file->repeated)
        result.unmapped.append({name, u"is given more than once: the last value counts"_s});
    return result;
}

} // namespace longshore
