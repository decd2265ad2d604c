// SPDX-License-Identifier: GPL-3.0-or-later
// The last part of Runner: the outputs, the end of the container, the result.
#include "model/run/runner.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/streams/waitstream.h"
#include "model/asynctask.h"
#include "model/run/collector.h"
#include "model/run/enginelink.h"
#include "model/run/imageresolver.h"
#include "model/run/logcapture.h"
#include "model/run/outputs.h"
#include "model/run/runjournal.h"

#include <QDir>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

static constexpr int removalTries = 15;

void Runner::collect()
{
    m_run.state = RunState::Collecting;
    commit(u"collect_intent"_s, json::object(), [this] {
        m_collector = new Collector(m_link.client(), m_run.container, m_capsule->path(), this);
        connect(m_collector, &Collector::finished, this, &Runner::collected);
        m_collector->start();
    });
}

void Runner::collected(const Result<Collected> &result)
{
    if (m_ending)
        return;
    if (!result) {
        if (result.error().kind != Error::Kind::Cancelled)
            return fail(result.error());
        m_run.verdict = Verdict::Cancelled;
        problem(u"out"_s, u"The outputs were not fetched: cancelled."_s);
        return removeContainer();
    }
    m_collected = *result;
    const QString partial = m_capsule->path() + u"/out.partial"_s;
    if (!QDir().mkpath(partial))
        return fail(Error::make(Error::Kind::Disk, u"make the folder %1"_s.arg(partial), u"it cannot be made"_s));
    runAsync(this, [partial, what = m_collected] { return listOutputs(partial, what); },
             [this](const Outputs &outputs) { listed(outputs); });
}

void Runner::listed(const Outputs &outputs)
{
    if (m_ending)
        return;
    m_result.tables = outputs.tables;
    m_result.files = outputs.files;
    m_result.problems += outputs.problems;
    if (m_collected.refusedCount > m_collected.refused.size())
        problem(u"out"_s, u"%1 entries were refused in all."_s.arg(m_collected.refusedCount));
    m_run.rowsOut = outputs.rows;
    m_run.tablesOut = int(outputs.tables.size());
    m_run.filesOut = int(outputs.files.size());
    m_result.summary = m_run;
    if (auto written = m_capsule->writeManifest(m_result, m_collected); !written)
        return fail(written.error());
    if (auto published = Collector::publish(m_capsule->path()); !published)
        return fail(published.error());
    commit(u"collected"_s, json{{"bytes", m_collected.bytes}, {"entries", m_collected.entries.size()}}, [this] { removeContainer(); });
}

void Runner::fail(const Error &error)
{
    if (m_ending)
        return;
    if (!m_result.error)
        m_result.error = error;
    m_run.verdict = error.kind == Error::Kind::Cancelled ? Verdict::Cancelled : Verdict::EngineFailure;
    m_run.message = m_redactor.redact(error.sentence());
    if (m_clock.isValid() && m_run.durationMs < 0)
        m_run.durationMs = m_clock.elapsed();
    end();
}

void Runner::end()
{
    if (m_ending)
        return;
    m_ending = true;
    if (!m_run.verdict)
        m_run.verdict = m_cancelled ? Verdict::Cancelled : Verdict::EngineFailure;
    m_timeout.stop();
    m_look.stop();
    if (m_log)
        m_log->stop();
    if (m_wait)
        m_wait->abort();
    if (m_call)
        m_call->cancel();
    if (m_resolver)
        m_resolver->cancel();
    removeContainer();
}

void Runner::removeContainer()
{
    m_ending = true;
    enter(RunState::Removing);
    if (m_target.isEmpty()) {
        m_journal->setContainerRemoved(true);
        return finish();
    }
    m_looks = 0;
    m_journal->record(m_run, u"remove_intent"_s, json{{"container", m_target.toStdString()}}, this,
                      [this](const Result<void> &) { sendRemove(); });
}

void Runner::sendRemove()
{
    ContainersApi::RemoveOptions options;
    options.force = true;
    options.volumes = true;
    m_link.client().containers().remove(m_target, options, this, [this](const Result<void> &result) { removed(result); });
}

void Runner::removed(const Result<void> &result)
{
    const auto kind = result ? Error::Kind::Internal : result.error().kind;
    // Somebody else is removing it: wait for that.
    if (kind == Error::Kind::Conflict && ++m_looks < removalTries)
        return QTimer::singleShot(300, this, &Runner::sendRemove);
    const bool gone = result || kind == Error::Kind::NotFound;
    m_journal->setContainerRemoved(gone);
    if (!gone)
        problem({}, u"The container %1 could not be removed: %2. It is removed at the next start of Longshore."_s.arg(
                        containerName(), m_redactor.redact(result.error().reason())));
    // Killed and gone, and not by us: that was no lack of memory.
    if (kind == Error::Kind::NotFound && m_run.containerExitCode == 137 && !m_cancelled && !m_timedOut) {
        m_result.error = removedOutside();
        m_run.verdict = Verdict::EngineFailure;
        m_run.message = m_result.error->sentence();
    }
    finish();
}

// The last line of each log says how the run ended, also of one that never started.
void Runner::writeVerdict()
{
    if (!m_log)
        openLog();
    // On a full disk the note is one more thing that cannot be written, and no news.
    const bool disk = m_result.error && m_result.error->kind == Error::Kind::Disk;
    Result<void> written = m_log->close();
    if (written)
        written = m_log->note(m_run.verdictLine());
    if (written)
        written = m_log->close();
    if (!written && !disk)
        problem({}, written.error().sentence());
    Q_EMIT logAppended(m_run.id);
}

void Runner::finish()
{
    m_run.state = RunState::Finished;
    writeVerdict();
    for (const Problem &warning : std::as_const(m_spec.problems))
        problem(warning.path, warning.message);
    m_result.summary = m_run;
    for (const Result<void> &written : {m_capsule->writeManifest(m_result, m_collected), m_capsule->writeRun(m_run)}) {
        if (!written && !m_result.error)
            m_result.error = written.error();
    }
    m_journal->record(m_run, u"finished"_s, json{{"verdict", toKey(*m_run.verdict).toStdString()}}, this, [this](const Result<void> &committed) {
        if (!committed && !m_result.error)
            m_result.error = committed.error();
        Q_EMIT changed(m_run);
        Q_EMIT finished(m_run.id, m_result);
    });
}

} // namespace longshore
