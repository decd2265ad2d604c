// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/imagearchives.h"

#include "tests/support/tarbuilder.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <archive.h>
#include <archive_entry.h>
#include <memory>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray configuration(qsizetype layers, const QByteArrayList &steps)
{
    QJsonArray history;
    for (const QByteArray &step : steps) {
        if (step.isEmpty())
            history.append(QJsonObject{{u"created_by"_s, u"COPY . /"_s}});
        else
            history.append(QJsonObject{{u"created_by"_s, QString::fromUtf8(step)}, {u"empty_layer"_s, true}});
    }
    for (qsizetype i = 0; steps.isEmpty() && i < layers; ++i)
        history.append(QJsonObject{{u"created_by"_s, u"COPY %1 /"_s.arg(i)}});
    return json({{u"architecture"_s, u"amd64"_s}, {u"history"_s, history}});
}

QByteArray dockerManifest(const QByteArray &config, const QByteArrayList &layers)
{
    QJsonArray names;
    for (const QByteArray &layer : layers)
        names.append(QString::fromUtf8(layer));
    const QJsonObject image{{u"Config"_s, QString::fromUtf8(config)}, {u"RepoTags"_s, QJsonArray{u"a:b"_s}}, {u"Layers"_s, names}};
    return QJsonDocument(QJsonArray{image}).toJson(QJsonDocument::Compact);
}

QByteArray legacy(const QByteArrayList &layers, const QByteArray &config)
{
    TarBuilder tar;
    QByteArrayList names;
    QByteArrayList known;
    for (qsizetype i = 0; i < layers.size(); ++i) {
        const QByteArray id = sha256(layers[i] + QByteArray::number(i));
        names.append(id + "/layer.tar");
        tar.directory(id + '/').file(id + "/VERSION", "1.0").file(id + "/json", "{\"id\":\"" + id + "\"}");
        if (const qsizetype same = layers.indexOf(layers[i]); same < i)
            tar.symlink(names.last(), "../" + names[same]);
        else
            tar.file(names.last(), layers[i]);
    }
    const QByteArray configName = sha256(config) + ".json";
    tar.file(configName, config).file("manifest.json", dockerManifest(configName, names)).file("repositories", "{\"a\":{\"b\":\"c\"}}");
    return tar.bytes();
}

QByteArray oci(const QByteArrayList &layers, const QByteArray &config, bool gzip)
{
    TarBuilder tar;
    QByteArrayList names;
    QJsonArray descriptors;
    tar.directory("blobs/").directory("blobs/sha256/");
    for (const QByteArray &plain : layers) {
        const QByteArray layer = gzip ? gzipped(plain) : plain;
        const QByteArray digest = sha256(layer);
        if (!names.contains("blobs/sha256/" + digest))
            tar.file("blobs/sha256/" + digest, layer);
        names.append("blobs/sha256/" + digest);
        descriptors.append(QJsonObject{{u"digest"_s, u"sha256:"_s + QString::fromLatin1(digest)}, {u"size"_s, layer.size()}});
    }
    const QByteArray configName = "blobs/sha256/" + sha256(config);
    tar.file(configName, config);
    const QByteArray manifest = json({{u"schemaVersion"_s, 2}, {u"config"_s, QJsonObject{{u"digest"_s, u"sha256:"_s + QString::fromLatin1(sha256(config))}}}, {u"layers"_s, descriptors}});
    const auto named = [](const QByteArray &text) { return QJsonObject{{u"digest"_s, u"sha256:"_s + QString::fromLatin1(sha256(text))}}; };
    QByteArray top = json({{u"manifests"_s, QJsonArray{named(manifest)}}});
    tar.file("blobs/sha256/" + sha256(manifest), manifest);
    if (gzip) { // an index in the index, and what is no layer before it
        tar.file("blobs/sha256/" + sha256(top), top);
        QJsonObject attestation = named("none");
        attestation[u"annotations"_s] = QJsonObject{{u"vnd.docker.reference.type"_s, u"attestation-manifest"_s}};
        top = json({{u"manifests"_s, QJsonArray{attestation, named(top)}}});
    }
    tar.file("index.json", top).file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
    if (!gzip)
        tar.file("manifest.json", dockerManifest(configName, names));
    return tar.bytes();
}

QByteArray podman(const QByteArrayList &layers, const QByteArray &config)
{
    TarBuilder tar;
    QByteArrayList names;
    for (const QByteArray &layer : layers) {
        const QByteArray digest = sha256(layer);
        if (!names.contains(digest + ".tar"))
            tar.file(digest + ".tar", layer);
        names.append(digest + ".tar");
        const QByteArray id = sha256(digest + QByteArray::number(names.size()));
        tar.directory(id).symlink(id + "/layer.tar", "../" + digest + ".tar").file(id + "/VERSION", "1.0").file(id + "/json", "{}");
    }
    const QByteArray configName = sha256(config) + ".json";
    tar.file(configName, config).file("repositories", "{}").file("manifest.json", dockerManifest(configName, names));
    return tar.bytes();
}

} // namespace

QByteArray imageArchive(const QByteArrayList &layers, ArchiveLayout layout, const QByteArrayList &steps)
{
    const QByteArray config = configuration(layers.size(), steps);
    switch (layout) {
    case ArchiveLayout::DockerLegacy: return legacy(layers, config);
    case ArchiveLayout::DockerOci: return oci(layers, config, false);
    case ArchiveLayout::OciGzip: return oci(layers, config, true);
    case ArchiveLayout::Podman: return podman(layers, config);
    }
    return {};
}

QByteArray gzipped(const QByteArray &bytes)
{
    QByteArray out(bytes.size() + (64 << 10), Qt::Uninitialized);
    size_t used = 0;
    archive *writer = archive_write_new();
    archive_write_set_format_raw(writer);
    archive_write_add_filter_gzip(writer);
    archive_write_set_filter_option(writer, "gzip", "timestamp", nullptr); // the same bytes whenever they are made
    archive_write_set_bytes_per_block(writer, 0);
    archive_write_open_memory(writer, out.data(), size_t(out.size()), &used);
    archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, "data");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(writer, entry);
    archive_write_data(writer, bytes.constData(), size_t(bytes.size()));
    archive_entry_free(entry);
    archive_write_close(writer);
    archive_write_free(writer);
    return out.first(qsizetype(used));
}

std::function<std::optional<QByteArray>()> inPieces(const QByteArray &bytes, qsizetype size)
{
    return [bytes, size, at = std::make_shared<qsizetype>(0)]() -> std::optional<QByteArray> {
        const QByteArray piece = bytes.mid(*at, size);
        *at += piece.size();
        return piece;
    };
}

} // namespace longshore
