// SPDX-License-Identifier: GPL-3.0-or-later
// StageRunner's verdict over a component that ended, and what is kept when it failed.
#include "model/run/stagerunner.h"

#include "model/asynctask.h"
#include "model/logs/logtails.h"
#include "model/run/logcapture.h"
#include "model/run/runrecord.h"
#include "model/run/stageerror.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

/// The whole stdout of an action must be JSON; an empty one is none.
static bool isAnswer(const QByteArray &text)
{
    const json answer = json::parse(text.toStdString(), nullptr, false);
    return answer.is_structured();
}

// From the stored log, which is whole also where another Longshore began it.
void StageRunner::classify(const ContainerDetails &details)
{
    const auto read = [capsule = m_record.capsule().path(), first = m_stage.firstSeq] { return readLogTails(capsule, quint64(first), keptCharacters); };
    runAsync(this, read, [this, details](const Result<LogTails> &tails) {
        if (m_ending)
            return;
        tails ? classified(details, *tails) : fail(tails.error());
    });
}

/// An engine that ends, or that comes back, ends its containers (M11): that is no lack of memory, and no error of theirs.
QString StageRunner::endedByEngine(const ContainerDetails &details) const
{
    const bool byItself = m_cancelled || m_timedOut || details.oomKilled;
    if (byItself || !m_waitBroke || !isKill(details.exitCode))
        return {};
    return u"The engine was restarted while the component ran, and ended it (exit %1). What it had written until then was kept. Run it again."_s.arg(
        details.exitCode);
}

void StageRunner::classified(const ContainerDetails &details, const LogTails &tails)
{
    if (details.startedAt.isValid())
        m_stage.started = details.startedAt.toUTC();
    // Docker stamps the start of a short component later than its end now and then.
    m_stage.finished = qMax(m_stage.started, details.finishedAt.isValid() ? details.finishedAt.toUTC() : QDateTime::currentDateTimeUtc());
    StageEnd end;
    end.cancelled = m_cancelled;
    end.timedOut = m_timedOut;
    end.oomKilled = details.oomKilled;
    end.engineFailure = endedByEngine(details);
    end.exitCode = details.exitCode;
    end.elapsedMs = m_stage.durationMs;
    end.timeoutSeconds = m_spec.timeoutSeconds;
    end.stdoutTail = tails.out;
    end.stderrTail = tails.err;
    end.gelfText = m_gelfText;
    end.image = printableImage(m_spec.imageReference);
    end.containerName = m_stage.containerName;
    end.memoryLimit = m_stage.memoryLimit;
    end.peakMemory = m_stage.peakMemory;
    end.noApplicationErrors = m_spec.component.logging.noApplicationErrors;
    StageVerdict verdict = longshore::classify(end);
    if (m_spec.isAction && verdict.verdict == Verdict::Success && !isAnswer(end.stdoutTail)) { // §11 A4
        verdict.verdict = Verdict::ApplicationError;
        verdict.message = u"The action ended well, but its stdout is no JSON object or list: %1"_s.arg(
            cutMessage(QString::fromUtf8(end.stdoutTail).trimmed()));
    }
    m_stage.verdict = verdict.verdict;
    m_stage.message = verdict.message;
    m_stage.exitCode = details.exitCode;
    commit(u"exited"_s, json{{"exitCode", details.exitCode}, {"oomKilled", details.oomKilled}}, [this] { collect(); });
}

/// X10. Without a container there is nothing but the message, and that is kept anyway.
void StageRunner::keepError(const Next &next)
{
    if (m_stage.verdict == Verdict::Success || m_stage.verdict == Verdict::Cancelled || m_stage.container.isEmpty())
        return next();
    const auto keep = [capsule = m_record.capsule().path(), stage = m_stage] { return keepStageError(capsule, stage); };
    runAsync(this, keep, [this, next](const Result<void> &kept) {
        if (!kept && !isDiskFull())
            m_record.problem({}, kept.error().sentence());
        next();
    });
}

} // namespace longshore
