// SPDX-License-Identifier: GPL-3.0-or-later
// The middle of Runner: each row's inputs, stages and outputs.
#include "model/run/runner.h"

#include "model/component/configuration.h"
#include "model/component/secrets.h"
#include "model/run/capsulefiles.h"
#include "model/run/enginelink.h"
#include "model/run/keptinput.h"
#include "model/run/runrecord.h"
#include "model/run/snapshot.h"
#include "model/run/stagerunner.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

void Runner::beginRow()
{
    m_stage = 0;
    m_state = "{}"; // S2: a main stage that leaves none clears it
    m_handOver.clear();
    m_collected = {};
    m_fetched.clear();
    const auto folder = m_record->capsule().stageFolder(stage().number);
    if (!folder)
        return fail(folder.error());
    RowInputTask task{row(), *folder, u"stages/%1"_s.arg(stage().number), storageFolder(), m_token};
    task.row.stages.clear();
    const auto work = [task] {
        auto input = stageRowInput(task);
        if (auto kept = input ? keepRowInput(task.stageFolder, *input) : Result<void>(); !kept)
            return Result<RowInput>(longshore::fail(kept.error()));
        return input;
    };
    runAsync(this, work, [this](const Result<RowInput> &input) { inputStaged(input); });
}

void Runner::inputStaged(const Result<RowInput> &input)
{
    if (m_ending)
        return;
    if (!input) {
        const auto kind = input.error().kind;
        return fail(input.error(), kind == Error::Kind::BadInput || kind == Error::Kind::NotFound ? Verdict::UserError : Verdict::EngineFailure);
    }
    m_rowInput = *input;
    m_record->problems += input->problems;
    if (m_rowInput.state)
        refreshRedactor(secretValues(*m_rowInput.state)); // L6
    beginStage();
}

void Runner::beginStage()
{
    if (m_cancelled)
        return end(Verdict::Cancelled);
    const StageSpec &spec = stage();
    m_firstSeq = spec.number == 0 ? 0 : qint64(m_record->log()->frameCount());
    if (m_plan.stageCount() > 1) {
        QString text = u"Stage %1 of %2: "_s.arg(spec.number + 1).arg(m_plan.stageCount());
        if (!spec.rowId.isEmpty())
            text += u"row %1, "_s.arg(spec.rowId);
        text += u"%1 (%2)"_s.arg(spec.component.id.isEmpty() ? u"component"_s : spec.component.id, spec.imageReference);
        if (auto noted = m_record->note(text, LogStage); !noted)
            return fail(noted.error());
    }
    if (hasArtifacts())
        return fetchArtifacts([this] { enterStage(); });
    enterStage();
}

void Runner::enterStage()
{
    const StageSpec &spec = stage();
    if (m_request.debug)
        return snapshot(u"stage_%1.zip"_s.arg(spec.priority), [this] { startStage(); }); // B2
    startStage();
}

/// What the stage finds in /data. Its config.json is in the clear.
Staging Runner::stagingOf(const StageSpec &spec) const
{
    Staging staging = spec.staging;
    if (spec.priority == 0) {
        staging.dataFolder = m_rowInput.folder;
    } else {
        staging.handedOver = m_handOver;
        for (const CollectedEntry &entry : m_collected.entries) {
            if (entry.stored.toUtf8() != entry.name)
                staging.handedNames.insert(entry.stored.toUtf8(), entry.name);
        }
    }
    if (spec.isMain && !m_fetched.isEmpty())
        staging.artifacts = artifactFolder() + u"/in"_s;
    const bool isEmpty = staging.state.isEmpty() || staging.state == "{}";
    if (spec.isMain && isEmpty && m_rowInput.state)
        staging.state = *m_rowInput.state;
    if (staging.state.isEmpty())
        staging.state = "{}"; // S1; a processor's is not sent
    return staging;
}

void Runner::snapshot(const QString &name, const Next &next)
{
    SnapshotTask task;
    const bool isEnd = name == u"stage_output.zip"_s;
    task.staging = isEnd ? m_lastStaging : stagingOf(stage());
    task.maskedConfig = isEnd ? storedStageConfig(m_record->capsule().path(), stage().number).value_or(stage().maskedConfig) : stage().maskedConfig;
    task.redactor = m_record->redactor;
    task.output = isEnd ? m_handOver : QString();
    if (isEnd && stage().isMain)
        task.outState = keptStageState(m_record->capsule().path(), stage().number);
    task.path = snapshotPath(m_record->capsule().path(), m_plan.rows.size() > 1 ? row().rowId : QString(), name);
    runAsync(this, [task] { return writeSnapshot(task); }, [this, next](const Result<ZipWritten> &written) {
        if (m_ending)
            return;
        if (!written)
            return fail(written.error());
        next();
    });
}

void Runner::startStage()
{
    if (m_cancelled)
        return end(Verdict::Cancelled);
    const StageSpec &spec = stage();
    const ImageDetails image = m_images.value(spec.imageReference);
    StageTask task;
    task.spec = spec;
    task.spec.staging = m_lastStaging = stagingOf(spec);
    if (spec.isBound && m_engineIsRootless)
        task.spec.staging.anyUser = true; // its users are others of this machine's
    task.imageId = image.id;
    task.imageDigest = image.repoDigests.value(0);
    task.engineCpus = m_engineCpus;
    task.firstSeq = m_firstSeq;
    task.lastOfRow = isLastStage();
    task.lastOfRun = isLastStage() && m_row + 1 == m_plan.rows.size();
    task.knowsAllSecrets = knowsAllSecrets(task.spec);
    if (hasArtifacts()) {
        task.artifacts = artifactFolder();
        task.downloaded = m_fetched;
    }
    // The outputs of a run are at one place; where there are several rows, each keeps its own.
    const bool isRunsOwn = isLastStage() && m_plan.rows.size() == 1;
    task.folder = isRunsOwn ? m_record->capsule().path() : u"%1/stages/%2"_s.arg(m_record->capsule().path()).arg(spec.number);
    task.output = isRunsOwn ? u"out"_s : u"stages/%1/out"_s.arg(spec.number);
    task.input = spec.priority == 0 ? m_rowInput.shown : m_record->stages.value(spec.number - 1).output;
    if (spec.isMain) {
        m_record->run.imageId = image.id;
        m_record->run.imageDigest = task.imageDigest;
    }
    m_running = new StageRunner(std::move(task), *m_record, m_link, this);
    connect(m_running, &StageRunner::finished, this, &Runner::stageFinished);
    m_running->start();
}

/// Whether the log can be redacted with what the stage's container has in its files, found by its marks alone: not what the
/// vault gave to a variable or under a key without a mark.
bool Runner::knowsAllSecrets(const StageSpec &spec) const
{
    const SecretPatterns passwords = passwordPatterns(spec.component.configurationSchema);
    const QList<QByteArray> known = secretValues(spec.staging.config, passwords) + secretValues(spec.staging.state);
    const QList<QByteArray> all = m_plan.secrets() + m_secrets;
    return std::all_of(all.begin(), all.end(), [&](const QByteArray &secret) { return known.contains(secret); });
}

void Runner::addUp(const StageOutcome &outcome)
{
    RunSummary &run = m_record->run;
    const StageSummary &stage = outcome.summary;
    if (stage.durationMs >= 0)
        run.durationMs = qMax<qint64>(run.durationMs, 0) + stage.durationMs;
    run.peakMemory = qMax(run.peakMemory, stage.peakMemory);
    const bool ended = stage.verdict != Verdict::Success;
    if (stage.isMain || ended) {
        run.containerExitCode = stage.exitCode;
        run.message = stage.message;
        run.memoryLimit = stage.memoryLimit;
    }
    if (!m_record->error)
        m_record->error = outcome.error;
    if (stage.started.isValid() && stage.number == 0)
        run.started = stage.started;
}

void Runner::stageFinished(const StageOutcome &outcome)
{
    if (m_running) // none when a run goes on behind its last stage
        m_running->deleteLater();
    m_running.clear();
    addUp(outcome);
    if (outcome.published) {
        m_collected = outcome.collected;
        m_handOver = m_record->capsule().path() + u'/' + outcome.summary.output;
    }
    if (outcome.state) {
        m_state = *outcome.state;
        refreshRedactor(secretValues(m_state)); // L6
    }
    const Verdict verdict = outcome.summary.verdict.value_or(Verdict::EngineFailure);
    if (verdict != Verdict::Success) {
        const bool byComponent = verdict != Verdict::Cancelled && verdict != Verdict::EngineFailure;
        if (byComponent && outcome.published)
            return storeOutput(outcome, true);
        m_record->run.verdict = verdict;
        return end(verdict);
    }
    if (outcome.published && hasArtifacts())
        return storeArtifacts([this, outcome] { stageSucceeded(outcome); });
    stageSucceeded(outcome);
}

void Runner::stageSucceeded(const StageOutcome &outcome)
{
    if (!isLastStage()) {
        ++m_stage;
        return beginStage();
    }
    storeOutput(outcome, false);
}

void Runner::storeOutput(const StageOutcome &outcome, bool failedPass)
{
    if (failedPass)
        m_record->run.verdict = outcome.summary.verdict;
    RowOutputTask task;
    task.folder = m_handOver;
    task.entries = m_collected.entries;
    task.configuration = row().configuration;
    task.component = m_plan.component;
    task.configurationId = m_plan.configurationId;
    task.rowId = row().rowId;
    task.runId = m_record->run.id.value;
    task.processedTags = m_rowInput.processedTags;
    if (!m_request.debug && !m_request.apart && !m_plan.isAction && m_plan.component.stagingOutput == u"local"_s)
        task.storage = storageFolder();
    task.failedPass = failedPass;
    task.tokenPrefix = u"%1-%2"_s.arg(m_record->run.id.value).arg(m_row);
    task.listed = outcome.outputs;
    task.token = m_token;
    runAsync(this, [task] { return storeRowOutput(task); },
             [this, failedPass](const Result<RowOutput> &output) { outputStored(output, failedPass); });
}

void Runner::outputStored(const Result<RowOutput> &output, bool failedPass)
{
    if (m_ending)
        return;
    if (!output && !failedPass)
        return fail(output.error(), output.error().kind == Error::Kind::BadInput    ? Verdict::UserError
                                    : output.error().kind == Error::Kind::Cancelled ? Verdict::Cancelled
                                                                                    : Verdict::EngineFailure);
    if (!output) // the component's own error is the one to tell (§6.7)
        m_record->problem(u"out"_s, output.error().sentence());
    if (output) {
        RunSummary &run = m_record->run;
        const Outputs &stored = output->stored;
        for (RunOutputTable table : stored.tables) {
            table.rowId = row().rowId;
            m_record->tables.append(table);
        }
        for (RunOutputFile file : stored.files) {
            file.rowId = row().rowId;
            m_record->files.append(file);
        }
        m_record->problems += stored.problems;
        if (m_collected.refusedCount > m_collected.refused.size())
            m_record->problem(u"out"_s, u"%1 entries were refused in all."_s.arg(m_collected.refusedCount));
        if (stored.rows >= 0)
            run.rowsOut = qMax<qint64>(run.rowsOut, 0) + stored.rows;
        run.tablesOut = int(m_record->tables.size());
        run.filesOut = int(m_record->files.size());
    }
    if (failedPass)
        return end(m_record->run.verdict.value_or(Verdict::EngineFailure));
    if (output->failure)
        return fail(*output->failure, Verdict::UserError);
    if (m_request.debug)
        return snapshot(u"stage_output.zip"_s, [this] { rowDone(); });
    rowDone();
}

void Runner::rowDone()
{
    m_newStates.insert(row().rowId, m_state);
    m_storageStates.insert(row().rowId, m_rowInput.storageState);
    if (m_cancelled)
        return end(Verdict::Cancelled);
    if (++m_row < m_plan.rows.size())
        return beginRow();
    saveStates();
}

} // namespace longshore
