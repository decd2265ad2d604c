// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runstate.h"
#include "tests/support/runbench.h"

namespace longshore::test
{

/// A processor of a configuration that is the puppet with these steps.
inline nlohmann::json processor(const char *id, const nlohmann::json &steps)
{
    return {{"definition", {{"component", id}}}, {"parameters", {{"do", steps}}}};
}

/// The puppet between processors, whose components the job brings along.
inline nlohmann::json withProcessors(const nlohmann::json &main, const std::vector<nlohmann::json> &before, const std::vector<nlohmann::json> &after)
{
    nlohmann::json job = puppetJob(main);
    job["configuration"]["processors"] = {{"before", before}, {"after", after}};
    for (const char *id : {"test.p-one", "test.p-two", "test.p-three"})
        job["components"][id] = puppetComponent(id, "processor", {{"memory", "32m"}});
    return job;
}

/// A row of a configuration.
inline nlohmann::json row(const char *id, const nlohmann::json &steps)
{
    return {{"id", id}, {"configuration", {{"parameters", {{"do", steps}}}}}};
}

/// Runs of several stages and rows, and the state they leave.
class StageBench : public RunBench
{
public:
    static constexpr const char *stateId = "6f0c1f0e-0000-4000-8000-0000000000f1"; ///< of the jobs whose state is looked at
    QByteArray state() const { return JobStates::read(*store, QLatin1String(stateId))->value({}); }
    /// What Longshore says in the log.
    static QByteArray notes(const RunResult &result) { return log(result, -1, false); }
};

} // namespace longshore::test
