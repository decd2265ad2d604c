// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/definition.h"

#include "model/component/containersize.h"
#include "model/component/recordreader.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int longestStage = 86400; // seconds, X6

QMap<int, QString> defaultVerbosity()
{
    return {{100, u"none"_s},   {200, u"normal"_s},     {250, u"normal"_s},     {300, u"normal"_s},
            {400, u"normal"_s}, {500, u"camouflage"_s}, {550, u"camouflage"_s}, {600, u"camouflage"_s}};
}

ImageDefinition readImage(const RecordReader &reader)
{
    ImageDefinition image;
    if (reader.required(u"type"_s).isEmpty())
        image.type = u"dockerhub"_s;
    else
        image.type = reader.oneOf(u"type"_s, {u"dockerhub"_s, u"quayio"_s, u"aws-ecr"_s}, u"dockerhub"_s);
    image.uri = reader.required(u"uri"_s);
    image.tag = reader.string(u"tag"_s, image.tag);
    image.digest = reader.string(u"digest"_s);
    image.name = reader.string(u"name"_s);
    return image;
}

LoggingDefinition readLogging(const RecordReader &reader)
{
    LoggingDefinition logging;
    logging.type = reader.oneOf(u"type"_s, {u"standard"_s, u"gelf"_s}, logging.type);
    logging.gelfServerType =
        reader.oneOf(u"gelf_server_type"_s, {u"tcp"_s, u"udp"_s, u"http"_s}, logging.gelfServerType);
    logging.noApplicationErrors = reader.boolean(u"no_application_errors"_s, false);
    logging.verbosity = defaultVerbosity();
    const QStringList words{u"none"_s, u"camouflage"_s, u"normal"_s, u"verbose"_s};
    const RecordReader levels = reader.child(u"verbosity"_s);
    for (auto level = logging.verbosity.begin(); level != logging.verbosity.end(); ++level)
        level.value() = levels.oneOf(QString::number(level.key()), words, level.value());
    return logging;
}

QString readMemory(const RecordReader &reader, const QString &fallback)
{
    const QString memory = reader.string(u"memory"_s, fallback);
    const Result<qint64> bytes = parseComponentMemory(memory);
    if (bytes)
        return memory;
    reader.complain(u"memory"_s, u"\"%1\" %2"_s.arg(memory.left(40), u"is not a whole number followed by m or g"_s));
    return fallback;
}

void readData(const RecordReader &data, ComponentDefinition &component)
{
    component.image = readImage(data.child(u"definition"_s));
    component.memory = readMemory(data, component.memory);
    component.configurationFormat = data.oneOf(u"configuration_format"_s, {u"json"_s, u"yaml"_s}, u"json"_s);
    component.processTimeout = data.wholeNumber(u"process_timeout"_s, 0, component.processTimeout);
    component.forwardToken = data.boolean(u"forward_token"_s, false);
    component.forwardTokenDetails = data.boolean(u"forward_token_details"_s, false);
    component.defaultBucket = data.boolean(u"default_bucket"_s, false);
    component.defaultBucketStage = data.oneOf(u"default_bucket_stage"_s, {u"in"_s, u"out"_s}, u"in"_s);
    component.network = data.oneOf(u"network"_s, {u"none"_s, u"bridge"_s, u"no-internet"_s}, u"bridge"_s);
    component.synchronousActions = data.strings(u"synchronous_actions"_s);
    component.logging = readLogging(data.child(u"logging"_s));
    const RecordReader staging = data.child(u"staging_storage"_s);
    component.stagingInput = staging.string(u"input"_s, component.stagingInput);
    component.stagingOutput = staging.string(u"output"_s, component.stagingOutput);
    if (const QByteArray parameters = data.jsonText(u"image_parameters"_s); !parameters.isEmpty())
        component.imageParameters = parameters;
    if (const QByteArray parameters = data.jsonText(u"stack_parameters"_s); !parameters.isEmpty())
        component.stackParameters = parameters;
}

/// `uiOptions` and `flags` are lists of strings in some records and objects in others; only lists are understood.
QStringList readFlags(const RecordReader &record)
{
    QStringList flags;
    for (const QString &key : {u"uiOptions"_s, u"flags"_s}) {
        if (const Json *node = record.node(key); node && node->is_array())
            flags += record.strings(key);
    }
    return flags;
}

} // namespace

QString ImageDefinition::reference(const QString &overrideTag) const
{
    const bool needsHost = type == "quayio"_L1 && !uri.startsWith("quay.io/"_L1);
    const QString repository = needsHost ? u"quay.io/"_s + uri : uri;
    const QString chosen = overrideTag.isEmpty() ? tag : overrideTag;
    return chosen.isEmpty() || repository.isEmpty() ? repository : repository + u':' + chosen;
}

ParsedDefinition readComponentDefinition(const Json &record)
{
    ParsedDefinition parsed;
    if (!record.is_object()) {
        parsed.problems.append(
            {{}, u"must be an object, but is %1"_s.arg(jsonTypeName(record)), Problem::Severity::Error});
        return parsed;
    }
    ComponentDefinition &component = parsed.definition;
    const RecordReader reader(&record, {}, &parsed.problems);
    component.id = reader.string(u"id"_s);
    component.type = reader.string(u"type"_s);
    component.features = reader.strings(u"features"_s);
    component.dataTypesSupport =
        reader.child(u"dataTypesConfiguration"_s)
            .oneOf(u"dataTypesSupport"_s, {u"authoritative"_s, u"hints"_s, u"none"_s}, u"none"_s);
    component.allowedProcessorPosition =
        reader.child(u"processorConfiguration"_s)
            .oneOf(u"allowedProcessorPosition"_s, {u"any"_s, u"before"_s, u"after"_s}, u"any"_s);
    readData(reader.child(u"data"_s), component);
    component.configurationSchema = reader.jsonText(u"configurationSchema"_s);
    component.configurationRowSchema = reader.jsonText(u"configurationRowSchema"_s);
    component.emptyConfiguration = reader.jsonText(u"emptyConfiguration"_s);
    component.emptyConfigurationRow = reader.jsonText(u"emptyConfigurationRow"_s);
    component.configurationDescription = reader.string(u"configurationDescription"_s);
    component.uiOptions = readFlags(reader);
    return parsed;
}

Result<ComponentDefinition> parseComponentDefinition(const QByteArray &record, const QString &asked)
{
    const Result<Json> json = scanJson(record, asked);
    if (!json)
        return fail(json.error());
    ParsedDefinition parsed = readComponentDefinition(*json);
    if (parsed.problems.isEmpty())
        return std::move(parsed.definition);
    QStringList details;
    for (const Problem &problem : parsed.problems)
        details.append(problem.sentence());
    return fail(Error::make(Error::Kind::BadInput, asked,
                            u"the component definition is invalid. Detail: %1"_s.arg(details.join(u"; "_s)),
                            u"Correct the component record."_s));
}

int stageTimeout(const ComponentDefinition &component, int configured, bool isMain)
{
    return isMain && configured > 0 ? qMin(configured, longestStage) : component.processTimeout;
}

} // namespace longshore
