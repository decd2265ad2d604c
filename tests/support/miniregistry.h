// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/tinyhttp.h"

#include <QCryptographicHash>
#include <QStringList>

namespace longshore::test
{

/// A registry on this machine with the one image `x/y:1`, of one layer; engines need no TLS for a loopback address (see
/// with-engine for Podman). Runs on the test's own event loop.
class MiniRegistry
{
public:
    /// `layer` is a plain tar.
    explicit MiniRegistry(const QByteArray &layer, const QByteArray &architecture = "amd64")
        : m_http([this](const TinyHttp::Ask &ask) { return answer(ask.target); })
    {
        const QByteArray config = "{\"architecture\":\"" + architecture + "\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/hello\"]},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
            + digestOf(layer) + "\"]}}";
        m_layer = digestOf(layer);
        add(layer);
        add(config);
        m_manifest = "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.docker.distribution.manifest.v2+json\",\"config\":{\"mediaType\":"
                     "\"application/vnd.docker.container.image.v1+json\",\"size\":" + QByteArray::number(config.size()) + ",\"digest\":\"" + digestOf(config)
            + "\"},\"layers\":[{\"mediaType\":\"application/vnd.docker.image.rootfs.diff.tar\",\"size\":" + QByteArray::number(layer.size())
            + ",\"digest\":\"" + digestOf(layer) + "\"}]}";
    }

    QString image() const { return m_http.host() + QStringLiteral("/x/y"); }
    QString digest() const { return QString::fromLatin1(digestOf(m_manifest)); }
    /// Manifests that were asked for, each with its tag or digest.
    QStringList manifests;
    QString host() const { return m_http.host(); }
    const TinyHttp &http() const { return m_http; }
    /// What is answered instead for a target that holds this text.
    QHash<QByteArray, TinyHttp::Answer> faults;
    /// The layer stops coming in the middle: after so many bytes the connection closes, or nothing more comes.
    void stopLayerAfter(qsizetype bytes, bool isHeld)
    {
        TinyHttp::Answer stopped = answerOf(200, m_blobs.value(m_layer), "application/octet-stream");
        stopped.cutAfter = bytes;
        stopped.isHeld = isHeld;
        faults.insert(m_layer, stopped);
    }

private:
    static QByteArray digestOf(const QByteArray &bytes) { return "sha256:" + QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(); }
    void add(const QByteArray &bytes) { m_blobs.insert(digestOf(bytes), bytes); }

    TinyHttp::Answer answer(const QByteArray &target)
    {
        const QByteArray last = target.mid(target.lastIndexOf('/') + 1);
        for (auto fault = faults.cbegin(); fault != faults.cend(); ++fault) {
            if (target.contains(fault.key()))
                return *fault;
        }
        if (target == "/v2/")
            return answerOf(200, "{}", "application/json");
        if (target.startsWith("/v2/x/y/manifests/") && (last == "1" || last == digest().toLatin1())) {
            manifests.append(QString::fromLatin1(last));
            return answerOf(200, m_manifest, "application/vnd.docker.distribution.manifest.v2+json");
        }
        if (m_blobs.contains(last))
            return answerOf(200, m_blobs.value(last), "application/octet-stream");
        return answerOf(404, "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}", "application/json");
    }
    static TinyHttp::Answer answerOf(int status, const QByteArray &body, const QByteArray &type)
    {
        return {status, body, {"Docker-Distribution-Api-Version: registry/2.0", "Docker-Content-Digest: " + digestOf(body), "Content-Type: " + type}};
    }

    TinyHttp m_http;
    QHash<QByteArray, QByteArray> m_blobs;
    QByteArray m_layer;
    QByteArray m_manifest;
};

} // namespace longshore::test
