// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storagetypes.h"

#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// `artifacts` of a configuration (§7.5).
struct ArtifactSettings {
    enum class Kind { None, Runs, Custom, Shared };

    bool zip = true;                         ///< one tar.gz instead of each file
    Kind kind = Kind::None;                  ///< what to download: the first that is enabled
    int limit = 0;                           ///< latest jobs; 0 = the platform's most
    QString dateSince;                       ///< as written, e.g. `-7 days`; empty = any
    QString componentId, configId, branchId; ///< of Custom

    bool operator==(const ArtifactSettings &) const = default;
};

/// The latest jobs whose artifacts are downloaded at most.
constexpr int mostArtifactJobs = 50;
/// Larger ones are not uploaded.
constexpr qint64 largestArtifact = 1ll << 30;

/// Reads `artifacts` of a configuration that `checkConfiguration` found good; null when it has none. Pure; any thread.
ArtifactSettings readArtifactSettings(const nlohmann::ordered_json &artifacts);

/// Whose artifacts.
struct ArtifactOwner {
    QString branchId, componentId, configId, jobId, orchestrationId;

    bool operator==(const ArtifactOwner &) const = default;
};

/// The tags of an artifact's file. `shared` adds the orchestration's. Pure; any thread.
QStringList artifactTags(const ArtifactOwner &owner, bool shared);

/// A file to be downloaded, with the folder below `/data` that it is unpacked into.
struct ArtifactDownload {
    StorageFile file;
    QString folder; ///< `artifacts/in/runs/<jobId>`

    bool operator==(const ArtifactDownload &) const = default;
};

/// Which files of Storage (any order) are downloaded for a job of `owner`: those of the latest jobs, newest first, made
/// at or after `since` when that is valid. Pure; any thread.
QList<ArtifactDownload> selectArtifacts(const QList<StorageFile> &files, const ArtifactSettings &settings,
                                        const ArtifactOwner &owner, const QDateTime &since = {});

} // namespace longshore
