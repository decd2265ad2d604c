// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/artifacts.h"

#include "model/component/mapping/outputtable.h"
#include "model/json/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

using Kind = ArtifactSettings::Kind;

/// The object there, or an empty one.
Json objectAt(const Json &object, const char *key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return object.is_object() && found != object.end() && found->is_object() ? *found : Json::object();
}

bool isOn(const Json &object, const char *key, bool otherwise)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

QString phpTextOf(const Json &object, const char *key)
{
    return phpText(object.value(key, Json()));
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
        return {u"artifact"_s, u"shared"_s, u"branchId-"_s + owner.branchId,
                u"orchestrationId-"_s + owner.orchestrationId};
    const bool custom = settings.kind == Kind::Custom;
    return {u"artifact"_s, u"branchId-"_s + (custom ? settings.branchId : owner.branchId),
            u"componentId-"_s + (custom ? settings.componentId : owner.componentId),
            u"configId-"_s + (custom ? settings.configId : owner.configId)};
}

} // namespace

ArtifactSettings readArtifactSettings(const Json &artifacts)
{
    ArtifactSettings settings;
    settings.zip = isOn(objectAt(artifacts, "options"), "zip", true);
    const Json runs = objectAt(artifacts, "runs"), custom = objectAt(artifacts, "custom");
    if (isOn(runs, "enabled", false))
        settings.kind = Kind::Runs;
    else if (isOn(custom, "enabled", false))
        settings.kind = Kind::Custom;
    else if (isOn(objectAt(artifacts, "shared"), "enabled", false))
        settings.kind = Kind::Shared;
    const Json filter = settings.kind == Kind::Runs     ? objectAt(runs, "filter")
                        : settings.kind == Kind::Custom ? objectAt(custom, "filter")
                                                        : Json::object();
    if (const Json limit = filter.value("limit", Json()); isNumber(limit))
        settings.limit = int(qBound(0.0, numberValue(limit), double(mostArtifactJobs)));
    settings.dateSince = phpTextOf(filter, "date_since");
    settings.componentId = phpTextOf(filter, "component_id");
    settings.configId = phpTextOf(filter, "config_id");
    settings.branchId = phpTextOf(filter, "branch_id");
    return settings;
}

QStringList artifactTags(const ArtifactOwner &owner, bool shared)
{
    QStringList tags = {u"artifact"_s, u"branchId-"_s + owner.branchId, u"componentId-"_s + owner.componentId,
                        u"configId-"_s + owner.configId, u"jobId-"_s + owner.jobId};
    if (shared)
        tags += {u"shared"_s, u"orchestrationId-"_s + owner.orchestrationId};
    return tags;
}

QList<ArtifactDownload> selectArtifacts(const QList<StorageFile> &files, const ArtifactSettings &settings,
                                        const ArtifactOwner &owner, const QDateTime &since)
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
        const bool fits =
            std::all_of(wanted.begin(), wanted.end(), [&](const QString &tag) { return file.tags.contains(tag); });
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
