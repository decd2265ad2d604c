// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/files/imagearchive.h"

#include <QHash>

namespace longshore
{

/// The small files of an image's archive, by name, and where its links lead.
struct ArchiveDocuments {
    QHash<QByteArray, QByteArray> json;  ///< manifests and configurations
    QHash<QByteArray, QByteArray> links; ///< name -> name
    QHash<QByteArray, int> layers;       ///< name -> number
};

/// Puts the layers in order, by manifest.json, else by OCI's index.json. The error's `happened` says what is missing.
Result<ImageArchiveFacts> orderLayers(const ArchiveDocuments &documents, const QString &asked);

/// A name without `.`, `..` and empty steps, within the archive.
QByteArray cleanArchiveName(const QByteArray &name);

} // namespace longshore
