// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <nlohmann/json.hpp>

namespace longshore::test
{

/// The source folder of the puppet component (tests/puppet/puppet.cpp lists its steps): Dockerfile and static program.
inline QString puppetSource()
{
    return QStringLiteral(LONGSHORE_BUILD_DIR "/share/longshore-tests/puppet");
}

/// A component record whose image is the puppet's; `data` is merged into its `data`.
inline nlohmann::json puppetComponent(const char *id = "test.puppet", const char *type = "application",
                                      const nlohmann::json &data = nlohmann::json::object())
{
    nlohmann::json record = {{"id", id},
                             {"type", type},
                             {"data",
                              {{"definition", {{"type", "dockerhub"}, {"uri", "127.0.0.1:1/longshore-test-puppet"}, {"tag", "1"}}},
                               {"memory", "64m"},
                               {"network", "none"}}}};
    record["data"].merge_patch(data);
    return record;
}

/// A job that runs the puppet with these steps; its image is built when it is missing.
inline nlohmann::json puppetJob(const nlohmann::json &steps, const nlohmann::json &data = nlohmann::json::object())
{
    return {{"format", "longshore.job/1"},
            {"id", "6f0c1f0e-0000-4000-8000-000000000001"},
            {"name", "puppet"},
            {"component", puppetComponent("test.puppet", "application", data)},
            {"source", {{"folder", puppetSource().toStdString()}, {"dockerfile", "Dockerfile"}}},
            {"configuration", {{"parameters", {{"do", steps}}}, {"storage", {{"output", {{"default_bucket", "out.c-test"}}}}}}}};
}

} // namespace longshore::test
