// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/schemachoice.h"

#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

const QString place = u"schema"_s;

struct Name {
    SchemaOrigin origin;
    const char *text; ///< in the job file
};
constexpr Name names[]{{SchemaOrigin::Record, "record"},   {SchemaOrigin::SourceFolder, "folder"}, {SchemaOrigin::ImageLabel, "label"},
                       {SchemaOrigin::ImageFile, "image"}, {SchemaOrigin::File, "file"},           {SchemaOrigin::Edited, "edited"},
                       {SchemaOrigin::Guess, "guess"}};

QByteArray objectText(const Json *json)
{
    return json && json->is_object() && !json->empty() ? writeJson(*json, JsonStyle::Compact) : QByteArray();
}

} // namespace

std::optional<FoundSchema> chosenSchema(const JobDocument &job)
{
    const Json *choice = findPath(job.root(), place);
    if (!choice || !choice->is_object())
        return std::nullopt;
    FoundSchema found;
    found.origin = SchemaOrigin::Edited;
    const Json *from = findPath(*choice, u"from"_s);
    for (const Name &name : names) {
        if (from && toQString(*from) == QLatin1String(name.text))
            found.origin = name.origin;
    }
    if (const Json *path = findPath(*choice, u"path"_s))
        found.path = toQString(*path);
    found.schema = objectText(findPath(*choice, u"configuration"_s));
    found.rowSchema = objectText(findPath(*choice, u"row"_s));
    return found.schema.isEmpty() ? std::nullopt : std::optional(found);
}

Result<void> setChosenSchema(JobDocument *job, const FoundSchema &schema)
{
    const QString asked = u"use this schema for the job"_s;
    Json choice = Json::object();
    for (const Name &name : names) {
        if (name.origin == schema.origin)
            choice["from"] = name.text;
    }
    if (!schema.path.isEmpty())
        choice["path"] = fromQString(schema.path);
    for (const auto &[key, text] : {std::pair("configuration", &schema.schema), std::pair("row", &schema.rowSchema)}) {
        if (text->isEmpty())
            continue;
        JsonRemarks remarks;
        Result<Json> json = scanJson(*text, asked, &remarks);
        if (!json)
            return fail(json.error());
        if (!json->is_object())
            return fail(Error::make(Error::Kind::BadInput, asked, u"it is %1, not an object"_s.arg(jsonTypeName(*json)), u"Choose another file."_s));
        if (!remarks.duplicateKeys.isEmpty())
            return fail(Error::make(Error::Kind::BadInput, asked, u"%1 is given twice"_s.arg(remarks.duplicateKeys.first()), u"Remove one."_s));
        choice[key] = std::move(*json);
    }
    return job->setJsonAt(place, writeJson(choice, JsonStyle::Compact));
}

void forgetSchema(JobDocument *job)
{
    job->removeAt(place);
}

void applyChosenSchema(const JobDocument &job, ComponentDefinition *component)
{
    const std::optional<FoundSchema> chosen = chosenSchema(job);
    if (!chosen)
        return;
    component->configurationSchema = chosen->schema;
    if (!chosen->rowSchema.isEmpty())
        component->configurationRowSchema = chosen->rowSchema;
}

} // namespace longshore
