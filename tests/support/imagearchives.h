// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <functional>
#include <optional>

namespace longshore
{

/// How engines write an image that is saved.
enum class ArchiveLayout {
    DockerLegacy, ///< `<id>/layer.tar`, as Docker 20.10
    DockerOci,    ///< `blobs/sha256` and manifest.json, as Docker 25 and newer
    OciGzip,      ///< OCI alone, layers compressed, the index naming an index
    Podman        ///< `<digest>.tar`, links to them, manifest.json last
};

/// The archive of an image with these layers (tars, base first). `steps` as in a configuration's history: an empty text is
/// a step that made a layer, another one made none.
QByteArray imageArchive(const QByteArrayList &layers, ArchiveLayout layout, const QByteArrayList &steps = {});

QByteArray gzipped(const QByteArray &bytes);

/// Gives `bytes` in pieces of this size, as a download would.
std::function<std::optional<QByteArray>()> inPieces(const QByteArray &bytes, qsizetype size = 64 << 10);

} // namespace longshore
