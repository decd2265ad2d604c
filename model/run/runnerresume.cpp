// SPDX-License-Identifier: GPL-3.0-or-later
// Runner over a run whose Longshore died (reliability §5.4).
#include "model/run/runner.h"

#include "model/json/json.h"
#include "model/run/capsulefiles.h"
#include "model/run/enginelink.h"
#include "model/run/keptinput.h"
#include "model/run/reattachment.h"
#include "model/run/runrecord.h"
#include "model/run/stagerunner.h"

#include <QDir>
#include <QFile>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

void Runner::resume(const ResumePoint &point)
{
    m_isResumed = true;
    m_secrets = point.secrets;
    auto plan = makeRunPlan(m_request, m_input);
    if (!plan)
        return fail(plan.error());
    m_plan = std::move(*plan);
    refreshRedactor();
    m_record->stages = point.stages;
    m_row = m_plan.rows.size() - 1;
    m_stage = m_plan.rows.isEmpty() ? 0 : row().stages.size() - 1;
    if (m_row < 0)
        return fail(Error::make(Error::Kind::Internal, u"go on with the run"_s, u"it has no rows"_s));
    const StageSummary &last = point.stages.last();
    const auto inputsOf = [this](int stage) { return keptRowInput(u"%1/stages/%2"_s.arg(m_record->capsule().path()).arg(stage)); };
    m_rowInput = inputsOf(last.number - last.priority);
    findLastStaging(last);
    for (const StageSummary &stage : point.stages) {
        if (stage.number != last.number)
            addUp({stage, {}, false, {}, {}, {}});
        if (stage.isMain && stage.verdict == Verdict::Success && stage.rowId != last.rowId)
            m_newStates.insert(stage.rowId, storedState(stage.number));
        if (stage.priority == 0 && stage.rowId != last.rowId)
            m_storageStates.insert(stage.rowId, inputsOf(stage.number).storageState);
        if (stage.isMain && stage.verdict == Verdict::Success && stage.rowId == last.rowId)
            m_state = storedState(stage.number);
    }
    if (auto noted = m_record->note(u"Longshore ended while this run was under way; from here on another one goes on with it."_s); !noted)
        return fail(noted.error());
    if (point.container)
        m_record->containerMade();
    if (point.isCancelled) {
        m_cancelled = true;
        m_token.cancel();
    }
    // Not by `commit`: one that is cancelled still has a container to be ended.
    m_record->commit(u"resumed"_s, json{{"stage", last.number}}, this, [this, point](const Result<void> &committed) {
        if (!committed)
            return fail(committed.error());
        m_record->announce();
        point.container ? attach(point) : concludeFrom(point);
    });
}

/// What the last stage found in /data, from what is kept of it; for its debug archive.
void Runner::findLastStaging(const StageSummary &last)
{
    const QDir capsule(m_record->capsule().path());
    if (last.priority == 0)
        m_rowInput.folder = last.input.isEmpty() ? QString() : capsule.absoluteFilePath(last.input);
    else
        m_handOver = capsule.absoluteFilePath(last.input);
    m_fetched = last.extras.downloaded;
    m_lastStaging = stagingOf(stage());
}

/// What a main stage left, as the capsule has it: without secrets, which are not stored anyway.
QByteArray Runner::storedState(int stage) const
{
    QFile file(u"%1/stages/%2/state.json"_s.arg(m_record->capsule().path()).arg(stage));
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    return scanJson(text, u"read a state"_s) ? text : QByteArray("{}");
}

StageTask Runner::taskOf(const ResumePoint &point) const
{
    StageTask task;
    const StageSummary &stage = point.stages.last();
    task.spec = point.memo.spec(stage);
    task.imageId = stage.imageId;
    task.imageDigest = stage.imageDigest;
    task.folder = m_record->capsule().path() + (point.memo.folder.isEmpty() ? QString() : u'/' + point.memo.folder);
    task.output = point.memo.output;
    task.input = stage.input;
    task.firstSeq = stage.firstSeq;
    task.lastOfRow = point.memo.lastOfRow;
    task.lastOfRun = true;
    task.isCancelled = m_cancelled;
    if (hasArtifacts())
        task.artifacts = artifactFolder();
    return task;
}

void Runner::attach(const ResumePoint &point)
{
    m_running = new StageRunner(taskOf(point), *m_record, m_link, this);
    connect(m_running, &StageRunner::finished, this, &Runner::stageFinished);
    m_running->attach(point.stages.last(), point.memo, *point.container, point.logged);
}

/// The container is gone and its outputs are here: only what comes behind a stage is left to do.
void Runner::concludeFrom(const ResumePoint &point)
{
    m_record->containerGone(true);
    StageOutcome outcome;
    outcome.summary = point.stages.last();
    outcome.published = true;
    if (outcome.summary.isMain && outcome.summary.verdict == Verdict::Success)
        outcome.state = m_state;
    const QString capsule = m_record->capsule().path();
    const auto read = [capsule, outcome] {
        StageOutcome whole = outcome;
        whole.collected = storedCollected(capsule);
        whole.outputs = listOutputs(capsule + u'/' + whole.summary.output, whole.collected);
        return whole;
    };
    runAsync(this, read, [this](const StageOutcome &whole) { m_ending ? void() : stageFinished(whole); });
}

} // namespace longshore
