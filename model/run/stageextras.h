// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/mapping/outputextras.h"

#include <QMap>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

class Redactor;

/// A file of Storage that a run made of its artifacts, or got them from (§7.5).
struct RunArtifact {
    qint64 fileId = 0;
    QString name;
    qint64 bytes = 0;

    bool operator==(const RunArtifact &) const = default;
};

/// What a main stage said about its work besides its outputs, and the artifacts that went with it.
struct StageExtras {
    QList<UsageMetric> usage;                                ///< `out/usage.json` (§7.4)
    QMap<QString, std::optional<QString>> outputVariables; ///< `out/result.json` (§6.9); null stays null
    QList<RunArtifact> downloaded;
    QList<RunArtifact> uploaded;

    bool operator==(const StageExtras &) const = default;
    /// A component may tell secrets here, too. Artifacts come as they are.
    StageExtras redacted(const Redactor &redactor) const;
    /// Adds `usage`, `outputVariables` and `artifacts` to a stage's object, each unless it is empty.
    void addTo(nlohmann::ordered_json *stage) const;
    /// Tolerant, as everything that is read from the store.
    static StageExtras fromJson(const nlohmann::json &stage);
};

/// `[{"storageFileId", "name", "bytes"}]`
nlohmann::ordered_json toJson(const QList<RunArtifact> &artifacts);

} // namespace longshore
