// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/archivemanifest.h"

#include "dockerclient/types/jsonread.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace
{

/// The names of an image's layers, base first, and of its configuration.
struct Manifest {
    QByteArrayList layers;
    QByteArray config;
};

Error unreadable(const QString &asked, const QString &what)
{
    return Error::make(Error::Kind::BadInput, asked, what, u"Save the image with the engine's own program to see whether it can."_s);
}

json documentOf(const ArchiveDocuments &documents, const QByteArray &name)
{
    const auto found = documents.json.constFind(name);
    return found == documents.json.constEnd() ? json() : jsonread::parse(*found).value_or(json());
}

const json &firstOf(const json &list)
{
    static const json none;
    return list.is_array() && !list.empty() ? list.front() : none;
}

/// `blobs/sha256/ab…` for `sha256:ab…`.
QByteArray blobName(const json &descriptor)
{
    return "blobs/" + jsonread::text(descriptor, "digest").replace(u':', u'/').toUtf8();
}

std::optional<Manifest> dockerManifest(const ArchiveDocuments &documents)
{
    const json list = documentOf(documents, "manifest.json");
    const json &first = firstOf(list);
    if (!jsonread::member(first, "Layers").is_array())
        return {};
    Manifest manifest;
    for (const QString &name : jsonread::texts(first, "Layers"))
        manifest.layers.append(cleanArchiveName(name.toUtf8()));
    manifest.config = cleanArchiveName(jsonread::text(first, "Config").toUtf8());
    return manifest;
}

/// The first image of an OCI index; one for several platforms has an index of its own.
std::optional<Manifest> ociManifest(const ArchiveDocuments &documents)
{
    constexpr int deepest = 4;
    json document = documentOf(documents, "index.json");
    for (int depth = 0; depth < deepest; ++depth) {
        const json &manifests = jsonread::member(document, "manifests");
        if (!manifests.is_array())
            break;
        json next;
        for (const json &descriptor : manifests) {
            const bool isAttestation = !jsonread::text(jsonread::member(descriptor, "annotations"), "vnd.docker.reference.type").isEmpty();
            if (next.is_null() && !isAttestation)
                next = documentOf(documents, blobName(descriptor));
        }
        document = std::move(next);
    }
    const json &layers = jsonread::member(document, "layers");
    if (!layers.is_array())
        return {};
    Manifest manifest;
    for (const json &layer : layers)
        manifest.layers.append(blobName(layer));
    manifest.config = blobName(jsonread::member(document, "config"));
    return manifest;
}

QList<ImageStep> stepsOf(const json &config, int layerCount)
{
    QList<ImageStep> steps;
    const json &history = jsonread::member(config, "history");
    if (!history.is_array())
        return steps;
    int layer = 0;
    for (const json &step : history)
        steps.append({jsonread::text(step, "created_by"), jsonread::flag(step, "empty_layer") ? -1 : layer++});
    return layer == layerCount ? steps : QList<ImageStep>();
}

/// The layer of this name, or of the one that it is a link to.
int layerOf(const ArchiveDocuments &documents, QByteArray name)
{
    constexpr int mostLinks = 8;
    for (int hop = 0; hop < mostLinks; ++hop) {
        if (const auto found = documents.layers.constFind(name); found != documents.layers.constEnd())
            return *found;
        name = documents.links.value(name);
    }
    return -1;
}

} // namespace

QByteArray cleanArchiveName(const QByteArray &name)
{
    QByteArrayList steps;
    for (const QByteArray &step : name.split('/')) {
        if (step == ".." && !steps.isEmpty())
            steps.removeLast();
        else if (!step.isEmpty() && step != "." && step != "..")
            steps.append(step);
    }
    return steps.join('/');
}

Result<ImageArchiveFacts> orderLayers(const ArchiveDocuments &documents, const QString &asked)
{
    std::optional<Manifest> manifest = dockerManifest(documents);
    if (!manifest)
        manifest = ociManifest(documents);
    if (!manifest)
        return fail(unreadable(asked, u"the archive has no manifest that can be read"_s));
    ImageArchiveFacts facts;
    for (const QByteArray &name : std::as_const(manifest->layers)) {
        const int layer = layerOf(documents, name);
        if (layer < 0)
            return fail(unreadable(asked, u"the layer %1 is not in the archive"_s.arg(QString::fromUtf8(name.left(100)))));
        facts.layers.append(layer);
    }
    facts.steps = stepsOf(documentOf(documents, manifest->config), int(facts.layers.size()));
    return facts;
}

} // namespace longshore
