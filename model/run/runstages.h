// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"

namespace longshore
{

/// One container of a run as its stage line shows it.
struct RunStage {
    int stage = 0; ///< numbered through the whole run
    QString rowId; ///< empty when the job ran without rows
    int priority = 0;
    QString component; ///< id of the component or processor; empty when it was not begun
    QString image;
    std::optional<Verdict> verdict;
    QDateTime started;      ///< UTC; invalid: it has not been started, and in a finished run it never was
    qint64 durationMs = -1; ///< -1: it has not ended
    std::optional<int> exitCode;

    bool operator==(const RunStage &) const = default;
    bool isRunning() const { return started.isValid() && durationMs < 0; }
    /// The last part of the component's id, without what all processors begin with: "decompress".
    QString shortName() const;
    /// A `stage.json`; tolerant.
    static RunStage fromJson(const nlohmann::json &object);
};

/// The stages as `stages/<n>/stage.json` of the capsule keep them, then those of the plan that were not begun, without a
/// component; a run without such files is one stage, made from its summary. Blocks on small files.
QList<RunStage> stagesOf(const RunSummary &run);

} // namespace longshore

Q_DECLARE_METATYPE(longshore::RunStage)
