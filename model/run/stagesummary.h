// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "dockerclient/types/ids.h"
#include "model/component/verdict.h"
#include "model/run/stageextras.h"

#include <QDateTime>
#include <QList>
#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace longshore
{

/// One container of a run as its capsule knows it (`stages/<n>/stage.json`). A value; safe to hand between threads.
struct StageSummary {
    int number = 0;        ///< through the whole run
    int priority = 0;      ///< within its row (Q1)
    bool isMain = true;    ///< false: a processor
    QString rowId;         ///< empty: not a row
    QString componentId;
    QString imageReference;
    ImageId imageId;
    QString imageDigest;   ///< `repo@sha256:…`, may be empty
    ContainerId container; ///< empty before it was made
    QString containerName;
    std::optional<Verdict> verdict; ///< once it ended
    QString message;
    std::optional<int> exitCode;
    QDateTime started, finished; ///< UTC, by the engine's clock; invalid when it never started
    qint64 durationMs = -1;      ///< by the monotonic clock, -1 when it never started
    qint64 memoryLimit = 0;      ///< bytes, 0 = none
    qint64 peakMemory = 0;       ///< bytes, the largest sample; 0 = none was taken
    qint64 firstSeq = 0;         ///< of the run's log, what Longshore says about the stage included
    qint64 endSeq = -1;          ///< behind the last; -1 while it goes on
    QString input;  ///< what /data/in was made from: a path below the capsule, or absolute for a folder of the user's; empty = nothing
    QString output; ///< the collected /data/out, a path below the capsule; empty = none
    StageExtras extras; ///< of a main stage

    bool operator==(const StageSummary &) const = default;
    bool isRunning() const { return started.isValid() && durationMs < 0; }
    /// The last part of the component's id, without what all processors begin with: "decompress".
    QString shortName() const;
    nlohmann::ordered_json toJson() const;
    /// Tolerant, as everything that is read from the store.
    static StageSummary fromJson(const nlohmann::json &json);
};

} // namespace longshore

Q_DECLARE_METATYPE(longshore::StageSummary)
