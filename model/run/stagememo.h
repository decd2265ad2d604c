// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/run/stagespec.h"
#include "model/run/stagesummary.h"

#include <QStringList>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// What another Longshore has to know, besides the stage's summary, to see it to its end should this one die
/// (`stages/<n>/memo.json`). Holds no secret, only where secrets are in the config.json that the container has.
struct StageMemo {
    int timeoutSeconds = 0;
    bool noApplicationErrors = false;
    bool anyUser = false;         ///< see Staging
    bool isBound = false;         ///< see StageSpec
    bool lastOfRow = true;
    bool lastOfRun = true;
    bool knowsAllSecrets = false; ///< all secrets of the run are in this container's config.json and state.json
    bool hasSecrets = false;
    QStringList secretPatterns;   ///< of its config.json, see SecretPatterns
    QString folder;               ///< where `out` is made, below the capsule; empty = the capsule itself
    QString output;               ///< that `out`, below the capsule
    QString gelfType;             ///< `tcp`, `udp` or `http`; empty = none
    QString gelfAddress;
    int gelfPort = 0;

    bool operator==(const StageMemo &) const = default;
    /// As much of the stage as its end needs.
    StageSpec spec(const StageSummary &stage) const;
    nlohmann::ordered_json toJson() const;
    static StageMemo fromJson(const nlohmann::json &json);
};

/// Error::NotFound when the stage has none. Blocks on a small file.
Result<StageMemo> storedStageMemo(const QString &capsule, int stage);

} // namespace longshore
