// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/probe.h"

#include <QCoreApplication>
#include <cerrno>
#include <cstring>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QString probeText(const char *text)
{
    return QCoreApplication::translate("EngineProbe", text);
}

void failed(ProbeReport &report, ProbeStep step, Error::Kind kind, const QString &happened, const QString &advice)
{
    report.steps[std::size_t(step)] = ProbeReport::Step::Failed;
    report.outcome = ProbeReport::Outcome::Failed;
    report.error =
        Error::make(kind, u"connect to %1"_s.arg(report.candidate.endpoint->toString()), happened, advice);
}

/// A group that may open the socket and is not root's own: joining it is a way in.
bool groupHelps(const SocketFacts &facts)
{
    return facts.groupMayOpen && !facts.group.isEmpty() && facts.group != u"root"_s;
}

void denied(ProbeReport &report, const SocketFacts &facts, const UserFacts &user)
{
    const QString you = u"you are %1 (uid %2)"_s.arg(user.name).arg(user.uid);
    if (groupHelps(facts)) {
        report.command = u"sudo usermod --append --groups %1 %2"_s.arg(facts.group, user.name);
        report.risk = probeText("Log in again afterwards. Members of this group can act as root on this machine.");
        report.detail = probeText("You are %1 (uid %2). The socket belongs to group %3, and %1 is not in it.")
                            .arg(user.name)
                            .arg(user.uid)
                            .arg(facts.group);
        failed(report, ProbeStep::MayOpen, Error::Kind::PermissionDenied,
               u"permission denied: %1, and the socket belongs to group %2"_s.arg(you, facts.group),
               u"Run \"%1\" and log in again (members of this group can act as root on this machine), or use a "
               "rootless engine."_s.arg(report.command));
        return;
    }
    report.detail = probeText("You are %1 (uid %2). The socket belongs to user %3 and lets no group in.")
                        .arg(user.name)
                        .arg(user.uid)
                        .arg(facts.owner);
    failed(report, ProbeStep::MayOpen, Error::Kind::PermissionDenied,
           u"permission denied: %1, and the socket belongs to user %2"_s.arg(you, facts.owner),
           u"Ask whoever looks after that engine, or use a rootless engine of your own."_s);
}

void missing(ProbeReport &report, const SocketFacts &facts, const UserFacts &user)
{
    if (!facts.blockedBy.isEmpty()) {
        report.detail = probeText("You are %1 (uid %2) and may not enter the folder %3.")
                            .arg(user.name)
                            .arg(user.uid)
                            .arg(facts.blockedBy);
        failed(report, ProbeStep::FileExists, Error::Kind::PermissionDenied,
               u"permission denied: %1 (uid %2) may not enter the folder %3"_s.arg(user.name)
                   .arg(user.uid)
                   .arg(facts.blockedBy),
               u"That engine belongs to another user: use a rootless engine of your own."_s);
    } else if (facts.errorNumber == ENOENT || facts.errorNumber == ENOTDIR || facts.errorNumber == 0) {
        failed(report, ProbeStep::FileExists, Error::Kind::Unreachable, u"there is no such file"_s,
               u"Start the engine that listens there, or name another one with --engine."_s);
    } else {
        failed(report, ProbeStep::FileExists, Error::Kind::Unreachable,
               QString::fromLocal8Bit(std::strerror(facts.errorNumber)),
               u"Look at the path, or name another engine with --engine."_s);
    }
}

} // namespace

QString toText(ProbeStep step)
{
    switch (step) {
    case ProbeStep::FileExists: return probeText("File exists");
    case ProbeStep::IsSocket: return probeText("Is a socket");
    case ProbeStep::MayOpen: return probeText("You may open it");
    case ProbeStep::Answers: return probeText("Answers");
    case ProbeStep::ApiVersion: return probeText("API version");
    case ProbeStep::ListsImages: return probeText("Lists images");
    }
    return {};
}

ProbeReport judgeSocket(const EngineCandidate &candidate, const SocketFacts &facts, const UserFacts &user)
{
    ProbeReport report;
    report.candidate = candidate;
    if (!facts.exists) {
        missing(report, facts, user);
        return report;
    }
    report.steps[std::size_t(ProbeStep::FileExists)] = ProbeReport::Step::Ok;
    if (!facts.isSocket) {
        failed(report, ProbeStep::IsSocket, Error::Kind::Unreachable, u"that file is not a socket"_s,
               u"Name the socket an engine listens on, e.g. unix:///var/run/docker.sock."_s);
        return report;
    }
    report.steps[std::size_t(ProbeStep::IsSocket)] = ProbeReport::Step::Ok;
    if (!facts.mayOpen) {
        denied(report, facts, user);
        return report;
    }
    report.steps[std::size_t(ProbeStep::MayOpen)] = ProbeReport::Step::Ok;
    return report;
}

} // namespace longshore
