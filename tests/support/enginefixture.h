// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/containers/containercommands.h"
#include "model/containers/containerinspector.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "tests/support/miniengine.h"

#include <QTemporaryDir>
#include <QTest>

namespace longshore::test
{

using namespace Qt::StringLiterals;

/// The container that there is.
inline const ContainerId web{u"c1"_s};

/// JSON with single quotes, since moc stumbles over raw strings.
inline QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

/// It in the list.
inline QByteArray row(const QByteArray &id, const QByteArray &state, const QByteArray &status)
{
    return json("{'Id':'" + id + "','Names':['/" + id + "'],'State':'" + state + "','Status':'" + status + "'}");
}

/// It, ended, in full.
inline QByteArray inspect(const QByteArray &id, int exitCode, bool oom = false)
{
    return json("{'Id':'" + id + "','Name':'/" + id + "','State':{'Status':'exited','ExitCode':" + QByteArray::number(exitCode)
                + ",'OOMKilled':" + (oom ? "true" : "false") + "}}");
}

/// What a test class inherits beside QObject: an engine with one container that runs, and all that talks to it.
class EngineFixture
{
protected:
    void setUp()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_engine = std::make_unique<MiniEngine>(m_dir->filePath(u"e"_s));
        QVERIFY(m_engine->start());
        m_engine->containers = '[' + row("c1", "running", "Up 1 second") + ']';
        EngineEnvironment environment;
        environment.requested = m_dir->filePath(u"e"_s);
        m_session = std::make_unique<EngineSession>(environment, nullptr, SessionTiming{1000, 500, 2000, 10, 50});
        m_sync = std::make_unique<EngineSync>(*m_session, nullptr, SyncTiming{20, 3600000});
        m_commands = std::make_unique<ContainerCommands>(*m_session, *m_sync);
        m_inspector = std::make_unique<ContainerInspector>(*m_session, *m_sync);
    }
    void tearDown()
    {
        m_inspector.reset();
        m_commands.reset();
        m_sync.reset();
        m_session.reset();
        m_engine.reset();
    }
    void connectToEngine()
    {
        m_session->start();
        QTRY_VERIFY(!m_sync->isLoading());
        QTRY_COMPARE(m_engine->eventStreams(), 1);
    }
    QStringList actions() const { return m_engine->requests.filter(QRegularExpression(u"^(POST|DELETE) "_s)); }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<MiniEngine> m_engine;
    std::unique_ptr<EngineSession> m_session;
    std::unique_ptr<EngineSync> m_sync;
    std::unique_ptr<ContainerCommands> m_commands;
    std::unique_ptr<ContainerInspector> m_inspector;
};

} // namespace longshore::test
