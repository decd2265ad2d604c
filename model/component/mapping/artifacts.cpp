// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/artifacts.h"

#include "model/component/mapping/outputtable.h"
#include "model/component/shape.h"
#include "model/json/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

using Kind = ArtifactSettings::Kind;

Shape map(std::vector<ShapeMember> members)
{
    return {Shape::Kind::Map, std::move(members), {}, false, false};
}

ShapeMember member(const QString &key, Shape::Kind kind, const QByteArray &fallback = {})
{
    return {key, {kind, {}, {}, false, false}, fallback, false};
}

const Shape &artifactsShape()
{
    using K = Shape::Kind;
    static const Shape shape = [] {
        const Shape runsFilter = map({member(u"limit"_s, K::Int), member(u"date_since"_s, K::Scalar)});
        const Shape customFilter = map({member(u"component_id"_s, K::Scalar), member(u"config_id"_s, K::Scalar), member(u"branch_id"_s, K::Scalar),
                                        member(u"limit"_s, K::Int), member(u"date_since"_s, K::Scalar)});
        const auto section = [](const Shape &filter) {
            return map({member(u"enabled"_s, K::Bool, "false"), {u"filter"_s, filter, {}, false}});
        };
        return map({{u"options"_s, map({member(u"zip"_s, K::Bool, "true")}), {}, false},
                    {u"runs"_s, section(runsFilter), {}, false},
                    {u"custom"_s, section(customFilter), {}, false},
                    {u"shared"_s, map({member(u"enabled"_s, K::Bool, "false")}), {}, false}});
    }();
    return shape;
}

Json filterOf(const Json &artifacts, const char *section)
{
    return artifacts.value(section, Json::object()).value("filter", Json::object());
}

QString text(const Json &object, const char *key)
{
    return phpText(object.value(key, Json()));
}

bool enabled(const Json &artifacts, const char *section)
{
    return artifacts.value(section, Json::object()).value("enabled", false);
}

/// The value of a tag `key-value`.
QString tagValue(const QStringList &tags, QLatin1StringView key)
{
    for (const QString &tag : tags) {
        if (tag.startsWith(key) && tag.size() > key.size() && tag[key.size()] == u'-')
            return tag.mid(key.size() + 1);
    }
    return {};
}

/// Tags that a file must have.
QStringList wantedTags(const ArtifactSettings &settings, const ArtifactOwner &owner)
{
    if (settings.kind == Kind::Shared)
        return {u"artifact"_s, u"shared"_s, u"branchId-"_s + owner.branchId, u"orchestrationId-"_s + owner.orchestrationId};
    const bool custom = settings.kind == Kind::Custom;
    return {u"artifact"_s, u"branchId-"_s + (custom ? settings.branchId : owner.branchId),
            u"componentId-"_s + (custom ? settings.componentId : owner.componentId),
            u"configId-"_s + (custom ? settings.configId : owner.configId)};
}

} // namespace

ArtifactSettings readArtifactSettings(const Json &artifacts, Problems *problems)
{
    ArtifactSettings settings;
    if (artifacts.is_null())
        return settings;
    const qsizetype before = problems->size();
    const Json json = applyShape(artifacts, artifactsShape(), problems, u"container.artifacts"_s);
    if (problems->size() != before)
        return settings;
    settings.zip = json.value("options", Json::object()).value("zip", true);
    const Json runs = filterOf(json, "runs"), custom = filterOf(json, "custom");
    if (enabled(json, "runs") && text(runs, "date_since").isEmpty() && text(runs, "limit").isEmpty())
        problems->append({u"runs"_s, u"at least one of \"date_since\" and \"limit\" must be set"_s});
    if (enabled(json, "custom")) {
        for (const char *key : {"component_id", "config_id", "branch_id"}) {
            if (text(custom, key).isEmpty())
                problems->append({joinPath(u"custom.filter"_s, QString::fromLatin1(key)), u"must be set"_s});
        }
    }
    settings.kind = enabled(json, "runs") ? Kind::Runs : enabled(json, "custom") ? Kind::Custom : enabled(json, "shared") ? Kind::Shared : Kind::None;
    const Json &filter = settings.kind == Kind::Custom ? custom : runs;
    if (settings.kind == Kind::Runs || settings.kind == Kind::Custom) {
        settings.limit = int(qBound(0.0, isNumber(filter.value("limit", Json())) ? numberValue(filter["limit"]) : 0.0, double(mostArtifactJobs)));
        settings.dateSince = text(filter, "date_since");
    }
    if (settings.kind == Kind::Custom) {
        settings.componentId = text(custom, "component_id");
        settings.configId = text(custom, "config_id");
        settings.branchId = text(custom, "branch_id");
    }
    return settings;
}

QStringList artifactTags(const ArtifactOwner &owner, bool shared)
{
    QStringList tags = {u"artifact"_s, u"branchId-"_s + owner.branchId, u"componentId-"_s + owner.componentId, u"configId-"_s + owner.configId,
                        u"jobId-"_s + owner.jobId};
    if (shared)
        tags += {u"shared"_s, u"orchestrationId-"_s + owner.orchestrationId};
    return tags;
}

QList<ArtifactDownload> selectArtifacts(const QList<StorageFile> &files, const ArtifactSettings &settings, const ArtifactOwner &owner,
                                        const QDateTime &since)
{
    QList<ArtifactDownload> chosen;
    if (settings.kind == Kind::None || (settings.kind == Kind::Shared && owner.orchestrationId.isEmpty()))
        return chosen;
    static const QStringList names = {{}, u"runs"_s, u"custom"_s, u"shared"_s};
    const QStringList wanted = wantedTags(settings, owner);
    QList<StorageFile> sorted = files;
    std::sort(sorted.begin(), sorted.end(), [](const StorageFile &a, const StorageFile &b) { return a.id > b.id; });
    QStringList jobs;
    for (const StorageFile &file : std::as_const(sorted)) {
        const QString job = tagValue(file.tags, "jobId"_L1);
        const bool fits = std::all_of(wanted.begin(), wanted.end(), [&](const QString &tag) { return file.tags.contains(tag); });
        const bool safe = !job.isEmpty() && !job.contains(u'/') && !job.startsWith(u'.');
        if (!fits || !safe || (since.isValid() && file.created < since))
            continue;
        if (!jobs.contains(job)) {
            if (jobs.size() >= (settings.limit > 0 ? settings.limit : mostArtifactJobs))
                continue;
            jobs.append(job);
        }
        chosen.append({file, u"artifacts/in/%1/%2"_s.arg(names[int(settings.kind)], job)});
    }
    return chosen;
}

} // namespace longshore
