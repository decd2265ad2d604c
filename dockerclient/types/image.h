// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/ids.h"

#include <QDateTime>
#include <QMap>
#include <QStringList>
#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace longshore
{

/// One row of `GET /images/json`. Decoding is tolerant: a missing, null, extra or wrong-typed field gives its
/// default; `<none>` names are dropped (engine-api rule 9).
struct ImageSummary {
    ImageId id;
    ImageId parentId;
    QStringList repoTags;    ///< as the engine wrote them, without `<none>:<none>`
    QStringList repoDigests; ///< without `<none>@<none>`
    QDateTime created;       ///< UTC; invalid when the engine said 0 or nothing
    qint64 size = -1;        ///< bytes, -1 unknown
    qint64 sharedSize = -1;  ///< bytes, -1 not computed
    qint64 containers = -1;  ///< -1 not computed
    QMap<QString, QString> labels;

    bool operator==(const ImageSummary &) const = default;
    static ImageSummary fromJson(const nlohmann::json &json);
};

/// `GET /images/{name}/json`.
struct ImageDetails {
    ImageId id;
    QStringList repoTags;
    QStringList repoDigests;
    QDateTime created;
    qint64 size = -1;
    QString architecture;
    QString variant;
    QString os;
    QString author;
    QStringList entrypoint; ///< empty when unset
    QStringList cmd;        ///< empty when unset
    QStringList env;        ///< `NAME=value`
    QString user;
    QString workingDir;
    QStringList exposedPorts; ///< `80/tcp`
    QStringList volumes;
    QString stopSignal;
    QMap<QString, QString> labels;
    QStringList layers; ///< `sha256:…` diff ids, base first

    bool operator==(const ImageDetails &) const = default;
    /// False when neither ENTRYPOINT nor CMD is set: create would fail.
    bool isRunnable() const { return !entrypoint.isEmpty() || !cmd.isEmpty(); }
    static ImageDetails fromJson(const nlohmann::json &json);
};

/// One row of `GET /images/{name}/history`, newest first.
struct ImageHistoryEntry {
    ImageId id; ///< empty where the engine says `<missing>`
    QDateTime created;
    QString createdBy;
    QString comment;
    qint64 size = 0;
    QStringList tags;

    bool operator==(const ImageHistoryEntry &) const = default;
    static ImageHistoryEntry fromJson(const nlohmann::json &json);
};

/// What `DELETE /images/{name}` did.
struct ImageRemoval {
    QStringList untagged;
    QList<ImageId> deleted;

    bool operator==(const ImageRemoval &) const = default;
    static ImageRemoval fromJson(const nlohmann::json &json);
};

} // namespace longshore
