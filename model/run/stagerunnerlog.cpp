// SPDX-License-Identifier: GPL-3.0-or-later
// What a StageRunner's component says: its log, and GELF messages (contract §9.4).
#include "model/run/stagerunner.h"

#include "model/component/secrets.h"
#include "model/logs/gelf/gelflistener.h"
#include "model/run/enginelink.h"
#include "model/run/gelfaddress.h"
#include "model/run/runrecord.h"
#include "model/run/stageenvironment.h"

namespace longshore
{

using namespace Qt::StringLiterals;

void StageRunner::openLog()
{
    m_log = new LogCapture(m_link.client(), m_record.log(), m_record.redactor, this);
    connect(m_log, &LogCapture::appended, this, [this] { Q_EMIT m_record.logAppended(m_record.run.id); });
    connect(m_log, &LogCapture::finished, this, &StageRunner::drained);
}

// Before the container is made, since its environment names the port (G1).
bool StageRunner::listen(const QStringList &gateways)
{
    const auto address = gelfAddress(m_spec.container.networkMode, gateways, m_link.client().kind());
    if (!address) {
        fail(address.error());
        return false;
    }
    if (address->isNull()) {
        m_record.problem(u"data.logging.type"_s, u"The component wants to send GELF, but has no network: it gets no KBC_LOGGER_ADDR."_s);
        return true;
    }
    takeMessages(new GelfListener(gelfOptions(m_spec.component.logging, *address, m_record.redactor), this));
    const auto port = m_gelf->listen();
    if (!port) {
        fail(port.error());
        return false;
    }
    m_gelfAddress = address->toString();
    m_spec.container.env += loggerEnvironment(m_gelfAddress, *port);
    return true;
}

void StageRunner::takeMessages(GelfListener *listener)
{
    m_gelf = listener;
    m_gelfDone = false;
    connect(m_gelf, &GelfListener::message, this, [this](const GelfMessage &message) {
        if (message.syslogLevel <= 4)
            m_gelfText = message.text;
        if (auto stored = m_log->gelf(message.json); !stored)
            fail(stored.error());
    });
    connect(m_gelf, &GelfListener::notice, this, [this](const QString &text) {
        if (auto noted = m_record.note(text); !noted)
            fail(noted.error());
    });
    connect(m_gelf, &GelfListener::finished, this, [this] {
        m_gelfDone = true;
        logComplete();
    });
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

StageMemo StageRunner::memo() const
{
    StageMemo memo;
    memo.timeoutSeconds = m_spec.timeoutSeconds;
    memo.noApplicationErrors = m_spec.component.logging.noApplicationErrors;
    memo.anyUser = m_spec.staging.anyUser;
    memo.isBound = m_spec.isBound;
    memo.lastOfRow = m_task.lastOfRow;
    memo.lastOfRun = m_task.lastOfRun;
    memo.knowsAllSecrets = m_task.knowsAllSecrets;
    memo.hasSecrets = !m_record.redactor.isEmpty();
    memo.secretPatterns = passwordPatterns(m_spec.component.configurationSchema);
    memo.folder = m_task.output.contains(u'/') ? m_task.output.section(u'/', 0, -2) : QString();
    memo.output = m_task.output;
    if (m_gelf) {
        memo.gelfType = m_spec.component.logging.gelfServerType;
        memo.gelfAddress = m_gelfAddress;
        memo.gelfPort = m_gelf->port();
    }
    return memo;
}

} // namespace longshore
