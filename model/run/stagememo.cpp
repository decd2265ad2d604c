// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/stagememo.h"

#include "model/run/jsonfile.h"

#include <QFile>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using namespace jsonfile;
using nlohmann::json;
using nlohmann::ordered_json;

ordered_json StageMemo::toJson() const
{
    ordered_json patterns = ordered_json::array();
    for (const QString &pattern : secretPatterns)
        patterns.push_back(pattern.toStdString());
    return {
        {"timeoutSeconds", timeoutSeconds},
        {"noApplicationErrors", noApplicationErrors},
        {"anyUser", anyUser},
        {"isBound", isBound},
        {"lastOfRow", lastOfRow},
        {"lastOfRun", lastOfRun},
        {"knowsAllSecrets", knowsAllSecrets},
        {"hasSecrets", hasSecrets},
        {"secretPatterns", std::move(patterns)},
        {"folder", folder.toStdString()},
        {"output", output.toStdString()},
        {"gelf", {{"type", orNull(gelfType)}, {"address", orNull(gelfAddress)}, {"port", gelfPort}}},
    };
}

StageMemo StageMemo::fromJson(const json &object)
{
    StageMemo memo;
    if (!object.is_object())
        return memo;
    memo.timeoutSeconds = int(number(object, "timeoutSeconds", 0));
    memo.noApplicationErrors = flag(object, "noApplicationErrors", false);
    memo.anyUser = flag(object, "anyUser", false);
    memo.isBound = flag(object, "isBound", false);
    memo.lastOfRow = flag(object, "lastOfRow", false);
    memo.lastOfRun = flag(object, "lastOfRun", false);
    memo.knowsAllSecrets = flag(object, "knowsAllSecrets", false);
    memo.hasSecrets = flag(object, "hasSecrets", true);
    const auto patterns = object.find("secretPatterns");
    for (const json &pattern : patterns != object.end() && patterns->is_array() ? *patterns : json::array()) {
        if (pattern.is_string())
            memo.secretPatterns.append(QString::fromStdString(pattern.get<std::string>()));
    }
    memo.folder = text(object, "folder");
    memo.output = text(object, "output");
    if (const auto gelf = object.find("gelf"); gelf != object.end() && gelf->is_object()) {
        memo.gelfType = text(*gelf, "type");
        memo.gelfAddress = text(*gelf, "address");
        memo.gelfPort = int(number(*gelf, "port", 0));
    }
    return memo;
}

StageSpec StageMemo::spec(const StageSummary &stage) const
{
    StageSpec spec;
    spec.number = stage.number;
    spec.priority = stage.priority;
    spec.isMain = stage.isMain;
    spec.rowId = stage.rowId;
    spec.component.id = stage.componentId;
    spec.component.logging.noApplicationErrors = noApplicationErrors;
    spec.imageReference = stage.imageReference;
    spec.staging.anyUser = anyUser;
    spec.isBound = isBound;
    spec.timeoutSeconds = timeoutSeconds;
    return spec;
}

Result<StageMemo> storedStageMemo(const QString &capsule, int stage)
{
    QFile file(u"%1/stages/%2/memo.json"_s.arg(capsule).arg(stage));
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::make(Error::Kind::NotFound, u"read %1"_s.arg(file.fileName()), file.errorString()));
    return StageMemo::fromJson(json::parse(file.read(1 << 20).toStdString(), nullptr, false));
}

} // namespace longshore
