// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/types/image.h"

#include "dockerclient/types/jsonread.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using namespace jsonread;

namespace
{

/// `<none>:<none>`, `<none>@<none>` and Podman's bare `<none>` all mean "no name".
QStringList realNames(const nlohmann::json &json, const char *key)
{
    QStringList names = texts(json, key);
    names.removeIf([](const QString &name) { return name.startsWith("<none>"_L1) || name.endsWith("<none>"_L1); });
    return names;
}

/// Podman has the name of what was pulled by digest among the tags.
template<class Image>
void readNames(Image &image, const nlohmann::json &json)
{
    image.repoTags = realNames(json, "RepoTags");
    image.repoDigests = realNames(json, "RepoDigests");
    image.repoTags.removeIf([&image](const QString &name) {
        const bool isDigest = name.contains(u'@');
        if (isDigest && !image.repoDigests.contains(name))
            image.repoDigests.append(name);
        return isDigest;
    });
}

} // namespace

ImageSummary ImageSummary::fromJson(const nlohmann::json &json)
{
    ImageSummary image;
    image.id = ImageId::fromEngine(text(json, "Id"));
    image.parentId = ImageId::fromEngine(text(json, "ParentId"));
    readNames(image, json);
    image.created = time(json, "Created");
    image.size = integer(json, "Size", -1);
    image.sharedSize = integer(json, "SharedSize", -1);
    image.containers = integer(json, "Containers", -1);
    image.labels = textMap(json, "Labels");
    return image;
}

ImageDetails ImageDetails::fromJson(const nlohmann::json &json)
{
    ImageDetails image;
    image.id = ImageId::fromEngine(text(json, "Id"));
    readNames(image, json);
    image.created = time(json, "Created");
    image.size = integer(json, "Size", -1);
    image.architecture = text(json, "Architecture");
    image.variant = text(json, "Variant");
    image.os = text(json, "Os");
    image.author = text(json, "Author");
    const nlohmann::json &config = member(json, "Config");
    image.entrypoint = texts(config, "Entrypoint");
    image.cmd = texts(config, "Cmd");
    image.env = texts(config, "Env");
    image.user = text(config, "User");
    image.workingDir = text(config, "WorkingDir");
    image.exposedPorts = keys(config, "ExposedPorts");
    image.volumes = keys(config, "Volumes");
    image.stopSignal = text(config, "StopSignal");
    image.labels = textMap(config, "Labels");
    image.layers = texts(member(json, "RootFS"), "Layers");
    return image;
}

ImageHistoryEntry ImageHistoryEntry::fromJson(const nlohmann::json &json)
{
    ImageHistoryEntry entry;
    entry.id = ImageId::fromEngine(text(json, "Id"));
    if (entry.id.value == "<missing>"_L1)
        entry.id = {};
    entry.created = time(json, "Created");
    entry.createdBy = text(json, "CreatedBy");
    entry.comment = text(json, "Comment");
    entry.size = integer(json, "Size");
    entry.tags = realNames(json, "Tags");
    return entry;
}

ImageRemoval ImageRemoval::fromJson(const nlohmann::json &json)
{
    ImageRemoval removal;
    if (!json.is_array())
        return removal;
    for (const nlohmann::json &step : json) {
        if (const QString name = text(step, "Untagged"); !name.isEmpty())
            removal.untagged.append(name);
        if (const QString id = text(step, "Deleted"); !id.isEmpty())
            removal.deleted.append(ImageId::fromEngine(id));
    }
    return removal;
}

} // namespace longshore
