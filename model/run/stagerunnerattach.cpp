// SPDX-License-Identifier: GPL-3.0-or-later
// StageRunner over a container that an earlier Longshore made (reliability §5.4).
#include "model/run/stagerunner.h"

#include "model/run/runrecord.h"

#include <QDir>

namespace longshore
{

using namespace Qt::StringLiterals;

void StageRunner::attach(const StageSummary &known, const StageMemo &memo, const ContainerDetails &details, const StoredLog &stored)
{
    m_stage = known;
    m_cancelled = m_task.isCancelled;
    m_target = details.id.value;
    m_record.run.stage = m_spec.number;
    m_record.run.container = m_stage.container = details.id;
    m_record.containerMade();
    openLog();
    m_log->resume(stored);
    // What was collected, or published, is collected again: the container still has it.
    for (const QString &name : {u"/out.partial"_s, u"/out"_s})
        QDir(m_task.folder + name).removeRecursively();
    if (memo.gelfPort > 0)
        listenAgain(memo);
    m_record.run.state = RunState::Starting;
    if (!details.everStarted())
        return m_cancelled ? end() : arm(); // its data folder is whole: the journal says so
    m_elapsedBefore = qMax<qint64>(0, details.startedAt.msecsTo(details.finishedAt.isValid() ? details.finishedAt : QDateTime::currentDateTimeUtc()));
    running();
    m_stage.started = details.startedAt.toUTC();
    if (details.running || details.paused)
        watch(u"not-running"_s, {});
    else
        exited();
}

} // namespace longshore
