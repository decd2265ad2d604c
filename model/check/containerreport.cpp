// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/containerreport.h"

#include "model/run/capsulefiles.h"
#include "model/run/keptrequest.h"
#include "model/run/outsidechanges.h"
#include "model/run/runtypes.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// More than anybody reads.
constexpr qsizetype mostPaths = 20;

QString sentenceOf(FileChange::Kind kind)
{
    switch (kind) {
    case FileChange::Kind::Added:
        return u"It was made outside /data and /tmp: it is gone with the container."_s;
    case FileChange::Kind::Deleted:
        return u"It was deleted from the image's own files, for this run only."_s;
    case FileChange::Kind::Modified:
        break;
    }
    return u"It was changed outside /data and /tmp: the change is gone with the container."_s;
}

void reportOutside(const StageSummary &stage, bool several, const QString &capsule, Findings &findings)
{
    const OutsideChanges changes = storedOutsideChanges(capsule, stage.number);
    const QString at = several ? u"stage %1: "_s.arg(stage.number) : QString();
    if (!changes.trouble.isEmpty())
        findings.note(u"F1"_s, at + u"/"_s,
                      u"The engine did not say what was written outside /data: %1."_s.arg(changes.trouble));
    for (const FileChange &change : changes.paths.first(qMin(mostPaths, changes.paths.size())))
        findings.warning(u"F1"_s, at + change.path, sentenceOf(change.kind));
    const qint64 more = changes.paths.size() - mostPaths + changes.left;
    if (more > 0)
        findings.warning(u"F1"_s, at + u"/"_s, u"%1 more paths were changed outside /data and /tmp."_s.arg(more));
}

void reportUser(const RunResult &run, const LogFacts &log, Findings &findings)
{
    const auto kept = keptRequest(run.summary.capsule);
    if (!kept || !run.summary.containerExitCode)
        return;
    const ComponentDefinition component =
        kept->input.labelled ? *kept->input.labelled : kept->request.job.component();
    const RunUser user = kept->input.user;
    const QString at = u"user"_s;
    if (component.runsAsRoot())
        return findings.note(u"F2"_s, at,
                             u"The component has the feature container-root-user, so it ran as the image's own user; "
                             "whether it works without root was not tried."_s);
    if (user.uid == 0)
        return findings.note(u"Z4"_s, at,
                             u"It ran as root, because Longshore did; the platform runs it as a user of its own. "
                             "Run it as an ordinary user to see whether it works without root."_s);
    const QString who = u"%1:%2"_s.arg(user.uid).arg(user.gid);
    if (!log.needsRoot.isEmpty())
        findings.warning(u"Z4"_s, at, u"It ran as %1 and looks as if it needed root: \"%2\"."_s.arg(who, log.needsRoot));
    else if (run.summary.verdict == Verdict::Success)
        findings.note(u"Z4"_s, at, u"It works without root: it ran as %1, whatever user the image names."_s.arg(who));
    else
        findings.note(u"Z4"_s, at,
                      u"It ran as %1, not as root; nothing in the log says that this was its trouble."_s.arg(who));
}

} // namespace

void reportContainers(const RunResult &run, const LogFacts &log, Findings &findings)
{
    const QList<StageSummary> stages = storedStages(run.summary.capsule);
    for (const StageSummary &stage : stages)
        reportOutside(stage, stages.size() > 1, run.summary.capsule, findings);
    reportUser(run, log, findings);
}

} // namespace longshore
