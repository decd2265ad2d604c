// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/cases/functionalcase.h"

#include "model/component/definition.h"
#include "model/json/json.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUuid>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 mostConfig = 16 << 20;

/// As it stands within a JSON string; digits and words stay what they are.
QByteArray escaped(const QString &value)
{
    const QByteArray quoted = writeJson(fromQString(value), JsonStyle::Compact);
    return quoted.sliced(1, quoted.size() - 2);
}

Result<QByteArray> withVariables(const QByteArray &text, const CaseVariables &variables, const QString &asked)
{
    static const QRegularExpression placeholder(u"\\{\\{\\s*env\\.([A-Za-z_][A-Za-z0-9_]*)\\s*\\}\\}"_s);
    if (!text.contains("{{"))
        return text;
    const QString source = QString::fromUtf8(text);
    QByteArray result;
    qsizetype done = 0;
    QStringList missing;
    for (auto hits = placeholder.globalMatch(source); hits.hasNext();) {
        const auto hit = hits.next();
        const std::optional<QString> value = variables ? variables(hit.captured(1)) : std::nullopt;
        if (!value)
            missing.append(hit.captured(1));
        result +=
            QStringView(source).sliced(done, hit.capturedStart() - done).toUtf8() + escaped(value.value_or(QString()));
        done = hit.capturedEnd();
    }
    missing.removeDuplicates();
    if (!missing.isEmpty())
        return fail(Error::make(Error::Kind::BadInput, asked,
                                u"these environment variables are not set: %1"_s.arg(missing.join(u", "_s)),
                                u"Set them, or put the values into the file."_s));
    return done == 0 ? text : result + QStringView(source).sliced(done).toUtf8();
}

Result<Json> configOf(const FunctionalCase &which, const CaseVariables &variables)
{
    QFile file(which.dataFolder() + u"/config.json"_s);
    const QString asked = u"read source/data/config.json of the case %1"_s.arg(which.name);
    if (!file.exists()) {
        if (QFileInfo::exists(which.dataFolder() + u"/config.yml"_s))
            return fail(Error::make(Error::Kind::BadInput, asked, u"there is only a config.yml, which is not read"_s,
                                    u"Write it as config.json: the component gets it in the format it asks for."_s));
        return Json::object();
    }
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::make(Error::Kind::PermissionDenied, asked, file.errorString()));
    if (file.size() > mostConfig)
        return fail(Error::make(Error::Kind::TooLarge, asked, u"it is larger than 16 MiB"_s));
    const auto text = withVariables(file.readAll(), variables, asked);
    if (!text)
        return fail(text.error());
    auto json = scanJson(*text, asked);
    if (json && !json->is_object())
        return fail(
            Error::make(Error::Kind::BadInput, asked, u"it holds %1 instead of an object"_s.arg(jsonTypeName(*json))));
    return json;
}

/// The image's record with what the case says over it.
Json recordFor(const CaseImage &image, Json &config, QString *action)
{
    auto record = scanJson(image.record.isEmpty() ? "{}" : image.record, u"read the component record"_s);
    Json component = record && record->is_object() ? std::move(*record) : Json::object();
    if (!component["data"].is_object())
        component["data"] = Json::object();
    Json &data = component["data"];
    if (const auto given = config.find("image_parameters"); given != config.end()) {
        // They are the component's part of the file (C3); left in the configuration they would count as copied from
        // there (C9c).
        if (given->is_structured() && !given->empty())
            data["image_parameters"] = *given;
        config.erase("image_parameters");
    }
    if (const auto given = config.find("action"); given != config.end()) {
        *action = toQString(*given);
        config.erase("action");
    }
    if (action->isEmpty() || *action == u"run"_s) {
        action->clear();
    } else if (Json &actions = data["synchronous_actions"]; !actions.is_array()) {
        actions = Json::array({action->toStdString()});
    } else if (std::find(actions.begin(), actions.end(), action->toStdString()) == actions.end()) {
        actions.push_back(action->toStdString());
    }
    return component;
}

} // namespace

Result<RunRequest> caseRequest(const FunctionalCase &which, const CaseImage &image,
                               const QMap<QString, QString> &secrets, const CaseVariables &variables)
{
    auto config = configOf(which, variables);
    if (!config)
        return fail(config.error());
    RunRequest request;
    const Json record = recordFor(image, *config, &request.action);
    const JobDocument made = JobDocument::create(which.name, image.reference, writeJson(record, JsonStyle::Compact));
    auto job = scanJson(made.toJson(), u"make the job of the case %1"_s.arg(which.name));
    if (!job)
        return fail(job.error());
    // The same id each time: a component may use KBC_CONFIGID in what it writes.
    (*job)["id"] =
        QUuid::createUuidV5(QUuid(), u"longshore.case/"_s + which.name).toString(QUuid::WithoutBraces).toStdString();
    (*job)["configuration"] = std::move(*config);
    (*job)["image"] = Json{{"pull", "never"}};
    (*job)["input"] = Json{{"mode", "folder"}, {"folder", fromQString(which.dataFolder())}};
    auto document = JobDocument::parse(writeJson(*job, JsonStyle::Compact));
    if (!document)
        return fail(document.error());
    request.job = std::move(*document);
    request.dataFolder = which.dataFolder();
    request.apart = true;
    request.secrets = secrets;
    return request;
}

} // namespace longshore
