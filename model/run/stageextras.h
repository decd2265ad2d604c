// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/mapping/outputextras.h"

#include <QMap>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

class Redactor;

/// What a main stage said about its work besides its outputs.
struct StageExtras {
    QList<UsageMetric> usage;                                ///< `out/usage.json` (§7.4)
    QMap<QString, std::optional<QString>> outputVariables; ///< `out/result.json` (§6.9); null stays null

    bool operator==(const StageExtras &) const = default;
    /// A component may tell secrets here, too.
    StageExtras redacted(const Redactor &redactor) const;
    /// Adds `usage` and `outputVariables` to a stage's object, each unless it is empty.
    void addTo(nlohmann::ordered_json *stage) const;
    /// Tolerant, as everything that is read from the store.
    static StageExtras fromJson(const nlohmann::json &stage);
};

} // namespace longshore
