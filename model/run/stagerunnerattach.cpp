// SPDX-License-Identifier: GPL-3.0-or-later
// StageRunner over a container that an earlier Longshore made (reliability §5.4).
#include "model/run/stagerunner.h"

#include "model/logs/gelf/gelflistener.h"
#include "model/run/enginelink.h"
#include "model/run/gelfaddress.h"
#include "model/run/logcapture.h"
#include "model/run/runrecord.h"

#include <QDir>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

void StageRunner::attach(const StageSummary &known, const StageMemo &memo, const ContainerDetails &details, const StoredLog &stored)
{
    m_stage = known;
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
        return arm(); // its data folder is whole: the journal says so
    m_elapsedBefore = qMax<qint64>(0, details.startedAt.msecsTo(details.finishedAt.isValid() ? details.finishedAt : QDateTime::currentDateTimeUtc()));
    running();
    m_stage.started = details.startedAt.toUTC();
    if (details.running || details.paused)
        watch(u"not-running"_s, {});
    else
        exited();
}

/// The component knows the old port and no other.
void StageRunner::listenAgain(const StageMemo &memo)
{
    LoggingDefinition logging;
    logging.gelfServerType = memo.gelfType;
    GelfListener::Options options = gelfOptions(logging, QHostAddress(memo.gelfAddress), m_record.redactor);
    options.pickPort = [port = quint16(memo.gelfPort)] { return port; };
    takeMessages(new GelfListener(options, this));
    if (const auto port = m_gelf->listen(); !port) {
        m_record.problem({}, u"GELF messages that came later were lost. %1"_s.arg(port.error().sentence()));
        m_gelf->deleteLater();
        m_gelf = nullptr;
        m_gelfDone = true;
        return;
    }
    m_gelf->setContainerId(m_target);
}

} // namespace longshore
