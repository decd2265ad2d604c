// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/configuration.h"

#include "model/component/configurationchecks.h"
#include "model/component/merge.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QString askedConfiguration()
{
    return u"read the configuration"_s;
}

/// PHP's empty(): what C4 writes as `{}`.
bool isEmpty(const Json &json)
{
    return json.is_null() || (json.is_structured() && json.empty());
}

Error refusal(const Problems &problems)
{
    QStringList sentences;
    for (const Problem &problem : problems) {
        if (problem.severity == Problem::Severity::Error)
            sentences.append(problem.sentence());
    }
    return Error::make(Error::Kind::BadInput, u"make config.json"_s, sentences.join(u"; "_s),
                       u"Correct the configuration."_s);
}

/// Every scalar under a `#` key, with its path.
void collectMarked(const Json &json, const QString &path, const QString &key,
                   QList<std::pair<QString, QByteArray>> &found)
{
    if (json.is_structured()) {
        for (const auto &[name, value] : json.items())
            collectMarked(value, joinPath(path, QString::fromStdString(name)),
                          json.is_object() ? QString::fromStdString(name) : QString(), found);
    } else if (key.startsWith(u'#')) {
        const QByteArray text = json.is_string() ? toQString(json).toUtf8() : writeJson(json, JsonStyle::Compact);
        if (!text.isEmpty())
            found.append({path, text});
    }
}

/// C9c: a secret of the component must not be copied into a configuration.
void checkMisuse(const Json &configuration, const Json &imageParameters, Problems &problems)
{
    QList<std::pair<QString, QByteArray>> ours;
    QList<std::pair<QString, QByteArray>> theirs;
    collectMarked(configuration, {}, {}, ours);
    collectMarked(imageParameters, {}, {}, theirs);
    for (const auto &[path, value] : ours) {
        for (const auto &[unused, secret] : theirs) {
            if (value == secret)
                problems.append(
                    {path, u"holds a secret of the component's image parameters, which configurations may not use"_s,
                     Problem::Severity::Error});
        }
    }
}

/// C8: what of `authorization` reaches the component.
Json survivingAuthorization(const Json &authorization)
{
    Json result = Json::object();
    if (!authorization.is_object())
        return result;
    for (const auto &[key, value] : authorization.items()) {
        if (key != "oauth_api")
            result[key] = value;
        else if (value.is_object() && value.contains("credentials"))
            result[key] = Json{{"credentials", value["credentials"]}};
    }
    return result;
}

Json emptiesAsPhp(const Json &json)
{
    if (isEmpty(json) && json.is_object())
        return Json::array();
    Json result = json;
    if (json.is_structured()) {
        for (auto &value : result)
            value = emptiesAsPhp(value);
    }
    return result;
}

/// C4: the four roots are objects when empty; below them, PHP's arrays show.
QByteArray written(Json config, bool phpFaithfulEmpties)
{
    for (const auto &[key, value] : config.items()) {
        const bool objectWhenEmpty =
            key == "parameters" || key == "image_parameters" || key == "storage" || key == "authorization";
        if (objectWhenEmpty && isEmpty(value))
            value = Json::object();
        else if (phpFaithfulEmpties)
            value = emptiesAsPhp(value);
    }
    return writeJson(config, JsonStyle::Php);
}

} // namespace

Problems checkConfiguration(const QByteArray &configuration)
{
    const Result<Json> json = scanJson(configuration, askedConfiguration());
    if (!json)
        return {{{}, json.error().happened, Problem::Severity::Error}};
    Problems problems;
    normalisedConfiguration(*json, problems);
    if (const std::optional<Problem> oauth = missingCredentials(*json))
        problems.append(*oauth);
    return problems;
}

Result<QByteArray> mainStageConfig(const QByteArray &configuration, const StageConfigOptions &options)
{
    const Result<Json> stored = scanJson(configuration, askedConfiguration());
    if (!stored)
        return fail(stored.error());
    const Result<Json> imageParameters = scanJson(options.imageParameters, u"read the component's image parameters"_s);
    if (!imageParameters)
        return fail(imageParameters.error());
    Problems problems;
    Json config = normalisedConfiguration(*stored, problems);
    checkMisuse(*stored, *imageParameters, problems);
    if (std::optional<Problem> oauth = missingCredentials(config)) { // C10
        oauth->severity = Problem::Severity::Error;
        problems.append(*oauth);
    }
    if (hasErrors(problems))
        return fail(refusal(problems));

    config.erase("runtime");
    config.erase("processors");
    // Keys that a default filled in go last, as upstream validates after it has set these (C5).
    const Json sharedCode = config["shared_code_row_ids"];
    const bool sharedCodeGiven = stored->contains("shared_code_row_ids") || stored->contains("shared-code-row-ids");
    if (!sharedCodeGiven)
        config.erase("shared_code_row_ids");
    if (config.contains("storage") && isEmpty((*stored)["storage"]))
        config.erase("storage");
    config["image_parameters"] = *imageParameters;
    if (config.contains("authorization"))
        config["authorization"] = survivingAuthorization(config["authorization"]);
    config["action"] = fromQString(options.action);
    config["shared_code_row_ids"] = sharedCode;
    for (const char *root : {"parameters", "storage", "authorization"}) {
        if (!config.contains(root))
            config[root] = Json::object();
    }
    return written(std::move(config), options.phpFaithfulEmpties);
}

Result<QByteArray> imageParametersOn(const ComponentDefinition &component, const QString &stackId)
{
    const Result<Json> own = scanJson(component.imageParameters, u"read the component's image parameters"_s);
    if (!own)
        return fail(own.error());
    const Result<Json> stacks = scanJson(component.stackParameters, u"read the component's stack parameters"_s);
    if (!stacks)
        return fail(stacks.error());
    const auto found = stacks->is_object() ? stacks->find(stackId.toStdString()) : stacks->end();
    const bool has = stacks->is_object() && found != stacks->end() && !isEmpty(*found);
    return writeJson(has ? replaceRecursive(*own, *found) : *own, JsonStyle::Compact);
}

Result<QByteArray> processorStageConfig(const QByteArray &parameters, const QByteArray &imageParameters,
                                        bool phpFaithfulEmpties)
{
    const Result<Json> own = scanJson(parameters.isEmpty() ? "{}" : parameters, u"read the processor's parameters"_s);
    if (!own)
        return fail(own.error());
    const Result<Json> image = scanJson(imageParameters, u"read the processor's image parameters"_s);
    if (!image)
        return fail(image.error());
    Json config = Json::object();
    config["parameters"] = *own;
    config["image_parameters"] = *image;
    config["action"] = "run";
    config["storage"] = Json::object();
    config["authorization"] = Json::object();
    return written(std::move(config), phpFaithfulEmpties);
}

RuntimeOptions runtimeOptions(const QByteArray &configuration)
{
    RuntimeOptions options;
    const Result<Json> json = scanJson(configuration, askedConfiguration());
    if (!json)
        return options;
    const auto text = [&json](const QString &path) {
        const Json *node = findPath(*json, path);
        if (!node)
            return QString();
        return node->is_string() ? toQString(*node) : QString::fromUtf8(numberText(*node));
    };
    options.tag = text(u"runtime.tag"_s);
    if (options.tag.isEmpty())
        options.tag = text(u"runtime.image_tag"_s);
    options.backendType = text(u"runtime.backend.type"_s);
    const Json *timeout = findPath(*json, u"runtime.process_timeout"_s);
    if (timeout && isWholeNumber(*timeout) && numberValue(*timeout) > 0)
        options.processTimeout = int(qMin(numberValue(*timeout), 1e9));
    return options;
}

Result<QByteArray> stateFile(const QByteArray &state)
{
    const Result<Json> json = scanJson(state.trimmed().isEmpty() ? "{}" : state, u"read the state"_s);
    if (!json)
        return fail(json.error());
    return writeJson(isEmpty(*json) ? Json::object() : *json, JsonStyle::Php);
}

} // namespace longshore
