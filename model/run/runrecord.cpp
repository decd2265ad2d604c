// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runrecord.h"

#include "model/store/store.h"

#include <QDateTime>
#include <nlohmann/json.hpp>

namespace longshore
{

RunRecord::RunRecord(RunSummary summary, std::shared_ptr<Store> store, std::shared_ptr<Capsule> capsule,
                     std::shared_ptr<LogWriter> log, QObject *parent, qint64 firstSeq)
    : QObject(parent), run(std::move(summary)), m_store(std::move(store)), m_capsule(std::move(capsule)),
      m_log(log ? std::move(log) : std::make_shared<LogWriter>(m_capsule->path())), m_journal(m_store, nullptr, firstSeq)
{
}

RunResult RunRecord::result() const
{
    RunResult result{run, tables, files, problems, stages, error, variables};
    for (RunProblem &problem : result.problems)
        problem.text = redactor.redact(problem.text);
    if (result.error) {
        for (QString *text : {&result.error->asked, &result.error->happened, &result.error->advice, &result.error->engineText})
            *text = redactor.redact(*text);
    }
    return result;
}

void RunRecord::enter(RunState state)
{
    run.state = state;
    Q_EMIT changed(run);
}

void RunRecord::commit(const QString &kind, const nlohmann::json &payload, QObject *context, Callback<void> done)
{
    m_journal.record(run, kind, payload, context, std::move(done));
}

Result<void> RunRecord::keepStage(const StageSummary &stage)
{
    if (stage.number == stages.size())
        stages.append(stage);
    else
        stages[stage.number] = stage;
    Q_EMIT stageChanged(run.id, stage);
    return m_capsule->writeStage(stage);
}

Result<void> RunRecord::note(const QString &text, quint8 flags)
{
    auto written = m_log->append(LogSource::Engine, LogAppNote | flags, QDateTime::currentMSecsSinceEpoch() * 1'000'000,
                                 QByteArray(redactor.redact(text).toUtf8() + '\n'));
    if (written)
        written = m_log->flush();
    Q_EMIT logAppended(run.id);
    return written;
}

void RunRecord::containerGone(bool gone)
{
    m_left = m_left || !gone;
    m_journal.setContainerRemoved(!m_left);
}

} // namespace longshore
