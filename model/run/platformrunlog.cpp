// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/platformrunlog.h"

#include "model/run/capsulefiles.h"
#include "model/run/keptrequest.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

LoggingDefinition loggingOf(const QString &capsule, const QString &componentId, bool isMain)
{
    const auto kept = keptRequest(capsule);
    return kept ? componentOf(*kept, componentId, isMain).logging : readComponentDefinition(nlohmann::ordered_json::object()).definition.logging;
}

qint64 nanoseconds(const QDateTime &time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() * 1'000'000 : 0;
}

/// The capsule of a run that ended early, or was made by an older version, may not have the stage.
StageSummary stageOf(const QList<StageSummary> &stages, int number, const RunSummary &run)
{
    for (const StageSummary &stage : stages) {
        if (stage.number == number)
            return stage;
    }
    StageSummary whole;
    whole.verdict = run.verdict;
    whole.exitCode = run.containerExitCode;
    if (run.started.isValid() && run.durationMs >= 0)
        whole.finished = run.started.addMSecs(run.durationMs);
    return whole;
}

} // namespace

void PlatformRunLog::begin(int stage, const QString &componentId, bool isMain)
{
    m_dropped += m_log.dropped();
    m_stage = stage;
    m_log = PlatformLog(loggingOf(m_capsule, componentId, isMain), stage);
}

/// The stage whose log was read is over.
void PlatformRunLog::leave(const RunSummary &run, const QList<StageSummary> &stages)
{
    if (m_stage < 0)
        return;
    const StageSummary stage = stageOf(stages, m_stage, run);
    const bool succeeded = stage.exitCode == 0 && stage.verdict != Verdict::OutOfMemory;
    m_log.end(nanoseconds(stage.finished), succeeded);
    m_records += m_log.take();
}

Result<QList<PlatformRecord>> PlatformRunLog::read(const RunSummary &run)
{
    m_records.clear();
    LogReader reader(m_capsule);
    reader.seek(m_segment, m_offset);
    const auto batch = reader.read();
    if (!batch)
        return fail(batch.error());
    if (reader.damaged() && batch->frames.isEmpty()) {
        return fail(Error::make(Error::Kind::Disk, u"read the log of run %1"_s.arg(run.id.value),
                                u"%1 is damaged from here on"_s.arg(reader.currentFile())));
    }
    // After the frames, so that no frame is of a stage that is not known yet.
    const QList<StageSummary> stages = storedStages(m_capsule);
    for (const StoredFrame &frame : batch->frames) {
        const int at = stageOf(stages, frame.seq);
        if (at != m_stage) {
            leave(run, stages);
            const StageSummary stage = stageOf(stages, at, run);
            begin(at, stage.componentId, stage.isMain);
        }
        m_log.frame(frame);
    }
    m_records += m_log.take();
    m_caughtUp = batch->frames.isEmpty();
    if (!m_caughtUp) {
        m_segment = batch->segment;
        m_offset = batch->end;
    } else if (run.finished()) {
        finish(run, stages);
    } else {
        m_log.pause();
        m_records += m_log.take();
    }
    return std::exchange(m_records, {});
}

/// The error that ended the job is an event of its own.
void PlatformRunLog::finish(const RunSummary &run, const QList<StageSummary> &stages)
{
    if (std::exchange(m_done, true))
        return;
    leave(run, stages);
    const QString text = endUserText(run);
    if (text.isEmpty())
        return;
    const int stage = qMax(0, m_stage);
    const bool isKept = run.verdict == Verdict::ApplicationError;
    m_records.append({stage, nanoseconds(stageOf(stages, stage, run).finished), PlatformEvent::Type::Error, text, {}, isKept ? run.message : QString()});
}

QString endUserText(const RunSummary &run)
{
    if (!run.verdict)
        return {};
    switch (*run.verdict) {
    case Verdict::UserError:
    case Verdict::OutOfMemory:
    case Verdict::TimedOut: return cutMessage(run.message);
    case Verdict::ApplicationError: return genericErrorText();
    case Verdict::Success:
    case Verdict::Cancelled:
    case Verdict::EngineFailure: break;
    }
    return {};
}

} // namespace longshore
