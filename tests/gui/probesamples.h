// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/engine/probe.h"

namespace longshore::test
{

// What a search finds on a machine where docker is installed, but not for this user.

inline ProbeReport probeOf(EngineCandidate::Origin origin, const QString &text)
{
    ProbeReport report;
    report.candidate.origin = origin;
    report.candidate.text = text;
    report.outcome = ProbeReport::Outcome::Failed;
    return report;
}

inline ProbeReport probeNotSet()
{
    ProbeReport report = probeOf(EngineCandidate::Origin::DockerHost, {});
    report.outcome = ProbeReport::Outcome::NotGiven;
    return report;
}

inline ProbeReport probeDenied()
{
    ProbeReport report = probeOf(EngineCandidate::Origin::UsualDocker, QStringLiteral("unix:///var/run/docker.sock"));
    report.steps = {ProbeReport::Step::Ok, ProbeReport::Step::Ok, ProbeReport::Step::Failed};
    report.error = Error::make(Error::Kind::PermissionDenied, QStringLiteral("open the socket"),
                               QStringLiteral("Permission denied: dial unix /var/run/docker.sock: connect: permission denied"));
    report.detail = QStringLiteral("You are ana (uid 1000). The socket belongs to group docker, and ana is not in it.");
    report.command = QStringLiteral("sudo usermod --append --groups docker ana");
    report.risk = QStringLiteral("Log in again afterwards. Members of this group can act as root on this machine.");
    return report;
}

inline ProbeReport probeAbsent()
{
    ProbeReport report = probeOf(EngineCandidate::Origin::UsualRootlessDocker, QStringLiteral("unix:///run/user/1000/docker.sock"));
    report.steps = {ProbeReport::Step::Failed};
    report.error = Error::make(Error::Kind::Unreachable, QStringLiteral("connect"), QStringLiteral("No such file"));
    return report;
}

inline ProbeReport probeSilent()
{
    ProbeReport report = probeOf(EngineCandidate::Origin::DockerContext, QStringLiteral("unix:///run/build-01.sock"));
    report.candidate.contextName = QStringLiteral("build-01");
    report.steps = {ProbeReport::Step::Ok, ProbeReport::Step::Ok, ProbeReport::Step::Ok, ProbeReport::Step::Failed};
    report.error = Error::make(Error::Kind::Timeout, QStringLiteral("GET /_ping"), QStringLiteral("No answer within 5 s"));
    report.milliseconds = 5000;
    return report;
}

} // namespace longshore::test
