// SPDX-License-Identifier: GPL-3.0-or-later
// The last part of Runner: the states, the verdict, the result.
#include "model/run/runner.h"

#include "model/component/secrets.h"
#include "model/component/state.h"
#include "model/run/imageresolver.h"
#include "model/run/runrecord.h"
#include "model/run/runstate.h"
#include "model/run/stagerunner.h"
#include "model/run/statesecrets.h"

#include <SQLiteCpp/Database.h>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

/// After all rows (S3), and not in debug mode (B1), for an action (A2) or for a trial.
void Runner::saveStates()
{
    if (m_request.debug || m_plan.isAction || m_request.apart)
        return end(Verdict::Success);
    QMap<QString, QByteArray> states;
    for (const RowPlan &row : std::as_const(m_plan.rows)) {
        const auto merged = nextStoredState(row.state, m_newStates.value(row.rowId, "{}"), m_storageStates.value(row.rowId));
        if (!merged)
            return fail(merged.error());
        const auto kept = sealState(m_input.vault.get(), m_plan.configurationId, row.rowId, *merged);
        if (!kept)
            return fail(kept.error());
        for (const QString &path : kept->dropped)
            m_record->problem(u"state."_s + path, u"It is a secret and was not kept: %1."_s.arg(kept->why));
        states.insert(row.rowId, kept->state);
    }
    const auto write = [states, configuration = m_plan.configurationId, run = m_record->run.id.value](SQLite::Database &database) {
        for (auto state = states.begin(); state != states.end(); ++state)
            JobStates::write(database, configuration, state.key(), state.value(), run);
    };
    m_record->journal().alsoWrite(write);
    m_record->run.verdict = Verdict::Success;
    commit(u"state_saved"_s, json{{"rows", states.size()}}, [this] { end(Verdict::Success); });
}

void Runner::fail(const Error &error, Verdict verdict)
{
    if (m_ending)
        return;
    if (!m_record->error)
        m_record->error = error;
    m_record->run.message = m_record->redactor.redact(error.sentence());
    end(error.kind == Error::Kind::Cancelled ? Verdict::Cancelled : verdict);
}

void Runner::end(Verdict verdict)
{
    if (m_ending)
        return;
    m_ending = true;
    m_record->run.verdict = verdict;
    if (m_call)
        m_call->cancel();
    if (m_resolver)
        m_resolver->cancel();
    finish();
}

// The last line of each log says how the run ended, also of one that never started.
void Runner::writeVerdict()
{
    // On a full disk the note is one more thing that cannot be written, and no news.
    const bool disk = m_record->error && m_record->error->kind == Error::Kind::Disk;
    Result<void> written = m_record->note(m_record->run.verdictLine());
    if (written)
        written = m_record->log()->sync();
    if (!written && !disk)
        m_record->problem({}, written.error().sentence());
}

/// V5; those of the vault and of `#` names are secrets, whatever else they hold.
QMap<QString, QString> Runner::shownVariables() const
{
    QMap<QString, QString> shown;
    for (const RowPlan &row : m_plan.rows) {
        for (const auto &[name, value] : row.variables.asKeyValueRange()) {
            const bool isSecret = name.startsWith(u'#') || name.startsWith(u"vault."_s);
            shown.insert(name, isSecret ? QString::fromLatin1(hiddenMark) : m_record->redactor.redact(value));
        }
    }
    return shown;
}

void Runner::finish()
{
    m_record->run.state = RunState::Finished;
    writeVerdict();
    const Problems warnings = m_plan.problems();
    for (const Problem &warning : warnings)
        m_record->problem(warning.path, warning.message);
    m_record->variables = shownVariables();
    const RunResult result = m_record->result();
    for (const Result<void> &written : {m_record->capsule().writeManifest(result, m_collected), m_record->capsule().writeRun(result)}) {
        if (!written && !m_record->error)
            m_record->error = written.error();
    }
    const json payload{{"verdict", toKey(*m_record->run.verdict).toStdString()}};
    m_record->commit(u"finished"_s, payload, this, [this](const Result<void> &committed) {
        if (!committed && !m_record->error)
            m_record->error = committed.error();
        m_record->announce();
        Q_EMIT finished(m_record->run.id, m_record->result());
    });
}

} // namespace longshore
