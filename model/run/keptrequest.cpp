// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/keptrequest.h"

#include "model/component/secrets.h"
#include "model/json/json.h"
#include "model/run/jsonfile.h"
#include "model/secretnames.h"
#include "model/store/durablefile.h"

#include <QFile>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using namespace jsonfile;

namespace
{

constexpr qint64 longest = 64 << 20;

/// Values of the vault are masked like others: there is nothing to look up later.
std::optional<QString> hiddenValue(const SecretReference &)
{
    return QString::fromLatin1(hiddenMark);
}

Result<QByteArray> maskedJob(const RunRequest &request, const ComponentDefinition &component)
{
    const auto clear = resolveSecrets(request.job.toJson(), hiddenValue);
    if (!clear)
        return clear;
    SecretPatterns patterns = passwordPatterns(component.configurationSchema, u"configuration.parameters"_s);
    patterns += passwordPatterns(component.configurationSchema, u"rows.*.configuration.parameters"_s);
    patterns += passwordPatterns(component.configurationRowSchema, u"rows.*.configuration.parameters"_s);
    const QStringList variables = secretNames(request.job.extra().env.keys());
    for (const QString &name : variables)
        patterns.append(joinPath(u"extra.env"_s, name));
    return maskSecrets(*clear, patterns);
}

} // namespace

Result<void> keepRequest(const QString &capsule, const RunRequest &request, const PlanInput &input, const QByteArray &label,
                         const Redactor &redactor)
{
    const ComponentDefinition component = input.labelled ? *input.labelled : request.job.component();
    const auto job = maskedJob(request, component);
    if (!job)
        return fail(job.error());
    auto parsed = scanJson(redactor.redact(QByteArrayView(*job)), u"keep the request"_s);
    if (!parsed)
        return fail(parsed.error());
    Json object = {{"format", "longshore.request/1"},
                   {"file", orNull(request.job.path())},
                   {"data", orNull(request.dataFolder)},
                   {"row", orNull(request.rowId)},
                   {"tag", orNull(request.tag)},
                   {"action", orNull(request.action)},
                   {"debug", request.debug},
                   {"apart", request.apart},
                   {"kbcRunId", input.kbcRunId.toStdString()},
                   {"uid", input.user.uid},
                   {"gid", input.user.gid}};
    if (!label.isEmpty()) {
        const auto masked = maskSecrets(label);
        const auto record = masked ? scanJson(*masked, u"keep the component"_s) : Result<Json>(fail(masked.error()));
        if (!record)
            return fail(record.error());
        object["label"] = *record;
    }
    object["job"] = std::move(*parsed);
    return durableReplace(capsule + u"/request.json"_s, writeJson(object, JsonStyle::Canonical) + '\n');
}

Result<KeptRequest> keptRequest(const QString &capsule)
{
    const QString asked = u"read the request of the run in %1"_s.arg(capsule);
    QFile file(capsule + u"/request.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::make(Error::Kind::NotFound, asked, file.errorString()));
    const auto object = scanJson(file.read(longest), asked);
    if (!object)
        return fail(object.error());
    if (!object->is_object() || !object->contains("job"))
        return fail(Error::make(Error::Kind::BadInput, asked, u"it names no job"_s));
    const auto plain = nlohmann::json::parse(writeJson(*object, JsonStyle::Compact).toStdString(), nullptr, false);
    auto job = JobDocument::parse(writeJson((*object)["job"], JsonStyle::Compact), text(plain, "file"));
    if (!job)
        return fail(job.error());
    KeptRequest kept{{*job, text(plain, "data"), text(plain, "row"), text(plain, "tag"), text(plain, "action"), flag(plain, "debug", false), {}}, {}};
    kept.request.apart = flag(plain, "apart", false);
    kept.input.kbcRunId = text(plain, "kbcRunId");
    kept.input.user = {int(number(plain, "uid", 0)), int(number(plain, "gid", 0))};
    if (object->contains("label")) {
        auto component = parseComponentDefinition(writeJson((*object)["label"], JsonStyle::Compact), asked);
        if (!component)
            return fail(component.error());
        kept.input.labelled = std::move(*component);
    }
    return kept;
}

ComponentDefinition componentOf(const KeptRequest &request, const QString &componentId, bool isMain)
{
    if (isMain)
        return request.input.labelled ? *request.input.labelled : request.request.job.component();
    if (const auto own = request.request.job.processor(componentId))
        return *own;
    return readComponentDefinition(Json::object()).definition;
}

} // namespace longshore
