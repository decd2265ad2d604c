// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logsegment.h"
#include "model/run/capsule.h"
#include "model/run/redactor.h"
#include "model/run/runjournal.h"

#include <QObject>
#include <functional>
#include <memory>

namespace longshore
{

/// What is known of a run while it goes on, and where that is kept: index.db, the capsule, the log. Shared by the run
/// and the stage under way. In the engine room.
class RunRecord : public QObject
{
    Q_OBJECT
public:
    using Next = std::function<void()>;

    RunRecord(RunSummary run, std::shared_ptr<Store> store, std::shared_ptr<Capsule> capsule,
              std::shared_ptr<LogWriter> log, QObject *parent, qint64 firstSeq = 0);

    RunSummary run;
    QList<RunProblem> problems;
    QList<StageSummary> stages;
    QList<RunOutputTable> tables;
    QList<RunOutputFile> files;
    QMap<QString, QString> variables; ///< see RunResult
    std::optional<Error> error; ///< what ended the run besides a component's exit; the first one stays
    Redactor redactor; ///< set before the first stage; with the secrets of all

    Store &store() const { return *m_store; }
    const std::shared_ptr<Store> &sharedStore() const { return m_store; }
    Capsule &capsule() const { return *m_capsule; }
    RunJournal &journal() { return m_journal; }
    const std::shared_ptr<LogWriter> &log() const { return m_log; }

    /// Without any secret, whoever made its sentences.
    RunResult result() const;
    void enter(RunState state);
    void announce() { Q_EMIT changed(run); }
    /// Commits event `kind` with the run as it is now.
    void commit(const QString &kind, const nlohmann::json &payload, QObject *context, Callback<void> done);
    /// Keeps the stage in its file and tells everybody.
    Result<void> keepStage(const StageSummary &stage);
    /// A line of Longshore's own in the log (A14), redacted.
    Result<void> note(const QString &text, quint8 flags = 0);
    void problem(const QString &path, const QString &text) { problems.append({path, redactor.redact(text)}); }

    /// Whether a container of the run may be left on the engine; once one is, it stays so.
    void containerMade() { m_journal.setContainerRemoved(false); }
    void containerGone(bool gone);

Q_SIGNALS:
    void changed(const longshore::RunSummary &run);
    void stageChanged(const longshore::RunId &id, const longshore::StageSummary &stage);
    void logAppended(const longshore::RunId &id);

private:
    std::shared_ptr<Store> m_store;
    std::shared_ptr<Capsule> m_capsule;
    std::shared_ptr<LogWriter> m_log;
    RunJournal m_journal;
    bool m_left = false; ///< a container of the run could not be removed
};

} // namespace longshore
