// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QMap>
#include <QStringList>

namespace longshore
{

/// A build of an image from a folder, as people ask for it. A value.
struct BuildRequest {
    QString folder;     ///< absolute; what the Dockerfile may copy from
    QString dockerfile; ///< within `folder`, relative to it or absolute; empty = Dockerfile
    QStringList tags;
    QString target; ///< a stage; empty = the last one
    QMap<QString, QString> arguments;
    QMap<QString, QString> labels;
    QString platform; ///< `linux/arm64`; empty = the engine's own
    bool noCache = false;
    bool pull = false;    ///< look for newer base images
    bool classic = false; ///< the classic builder, even where there is BuildKit
    QByteArray registryConfig; ///< X-Registry-Config; never kept

    bool operator==(const BuildRequest &) const = default;

    /// `dockerfile` as the engine wants it: relative to the folder.
    QString relativeDockerfile() const;
    QString dockerfilePath() const;
    /// What to call the build: its first tag, else the folder's name.
    QString name() const;
    /// BadInput or NotFound with a sentence that names the wrong part. Looks at the folder and reads the Dockerfile.
    Result<void> check() const;

    /// To be kept for the next time; values of arguments that look like secrets are left out.
    QByteArray toJson() const;
    /// The defaults where a part is missing or is something else.
    static BuildRequest fromJson(const QByteArray &json);
};

} // namespace longshore
