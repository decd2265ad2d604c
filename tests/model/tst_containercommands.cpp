// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/containers/containercommands.h"
#include "model/containers/containerinspector.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "tests/support/miniengine.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;
using State = EngineSession::State;
using test::MiniEngine;

namespace
{

const ContainerId web{u"c1"_s};

/// JSON with single quotes, since moc stumbles over raw strings.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

QByteArray row(const QByteArray &id, const QByteArray &state, const QByteArray &status)
{
    return json("{'Id':'" + id + "','Names':['/" + id + "'],'State':'" + state + "','Status':'" + status + "'}");
}

QByteArray inspect(const QByteArray &id, int exitCode, bool oom = false)
{
    return json("{'Id':'" + id + "','Name':'/" + id + "','State':{'Status':'exited','ExitCode':" + QByteArray::number(exitCode)
                + ",'OOMKilled':" + (oom ? "true" : "false") + "}}");
}

} // namespace

class tst_ContainerCommands : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<MiniEngine> m_engine;
    std::unique_ptr<EngineSession> m_session;
    std::unique_ptr<EngineSync> m_sync;
    std::unique_ptr<ContainerCommands> m_commands;
    std::unique_ptr<ContainerInspector> m_inspector;

    void connectToEngine()
    {
        m_session->start();
        QTRY_VERIFY(!m_sync->isLoading());
        QTRY_COMPARE(m_engine->eventStreams(), 1);
    }
    QStringList actions() const { return m_engine->requests.filter(QRegularExpression(u"^(POST|DELETE) "_s)); }

private Q_SLOTS:
    void init()
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
    void cleanup()
    {
        m_inspector.reset();
        m_commands.reset();
        m_sync.reset();
        m_session.reset();
        m_engine.reset();
    }

    void A5_51_requests_data()
    {
        QTest::addColumn<int>("action");
        QTest::addColumn<QString>("request");
        QTest::newRow("start") << int(ContainerAction::Start) << u"POST /v1.41/containers/c1/start"_s;
        QTest::newRow("54 stop") << int(ContainerAction::Stop) << u"POST /v1.41/containers/c1/stop?t=3"_s;
        QTest::newRow("restart") << int(ContainerAction::Restart) << u"POST /v1.41/containers/c1/restart?t=4"_s;
        QTest::newRow("52 pause") << int(ContainerAction::Pause) << u"POST /v1.41/containers/c1/pause"_s;
        QTest::newRow("52 resume") << int(ContainerAction::Resume) << u"POST /v1.41/containers/c1/unpause"_s;
        QTest::newRow("53 kill") << int(ContainerAction::Kill) << u"POST /v1.41/containers/c1/kill?signal=SIGUSR1"_s;
        QTest::newRow("55 rename") << int(ContainerAction::Rename) << u"POST /v1.41/containers/c1/rename?name=new"_s;
        QTest::newRow("remove") << int(ContainerAction::Remove) << u"DELETE /v1.41/containers/c1?force=1&v=1"_s;
    }
    void A5_51_requests()
    {
        QFETCH(int, action);
        connectToEngine();
        QSignalSpy pending(m_commands.get(), &ContainerCommands::pendingChanged);
        QSignalSpy done(m_commands.get(), &ContainerCommands::done);
        bool pendingWhenDone = false;
        connect(m_commands.get(), &ContainerCommands::done, this, [&] { pendingWhenDone = m_commands->pending(web).has_value(); });
        switch (ContainerAction(action)) {
        case ContainerAction::Start: m_commands->start(web); break;
        case ContainerAction::Stop: m_commands->stop(web, 3); break;
        case ContainerAction::Restart: m_commands->restart(web, 4); break;
        case ContainerAction::Pause: m_commands->pause(web); break;
        case ContainerAction::Resume: m_commands->resume(web); break;
        case ContainerAction::Kill: m_commands->kill(web, u"SIGUSR1"_s); break;
        case ContainerAction::Rename: m_commands->rename(web, u"new"_s); break;
        case ContainerAction::Remove: m_commands->remove(web, {true, true}); break;
        }
        QCOMPARE(pending.size(), 1);
        QCOMPARE(m_commands->pending(web), std::optional(ContainerAction(action)));
        QTRY_COMPARE(done.size(), 1);
        QTEST(actions().value(0), "request");
        // The row tells the truth again once the list was asked after the engine had done it.
        QVERIFY(pendingWhenDone);
        QTRY_VERIFY(!m_commands->pending(web));
        QCOMPARE(pending.size(), 2);
        m_commands->disconnect(this);
    }

    /// A list that was asked before the engine had done it may still tell what was.
    void anOlderListDoesNotEndIt()
    {
        connectToEngine();
        m_engine->holdActions = true;
        m_commands->stop(web);
        QTRY_COMPARE(actions().size(), 1);
        QSignalSpy listed(m_sync.get(), &EngineSync::containersRefreshed);
        m_sync->refresh();
        QTRY_COMPARE(listed.size(), 1);
        QCOMPARE(m_commands->pending(web), std::optional(ContainerAction::Stop));
        m_engine->containers = '[' + row("c1", "exited", "Exited (143) 1 second ago") + ']';
        m_engine->releaseActions();
        QTRY_VERIFY(!m_commands->pending(web));
        QCOMPARE(m_sync->containers().constFirst().state, u"exited"_s);
    }

    void failuresAreTold()
    {
        connectToEngine();
        m_engine->actionStatus = 409;
        m_engine->actionBody = json("{'message':'the name new is taken'}");
        QSignalSpy failed(m_commands.get(), &ContainerCommands::failed);
        m_commands->rename(web, u"new"_s);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!m_commands->pending(web));
        const auto error = failed[0][2].value<Error>();
        QVERIFY(error.kind == Error::Kind::Conflict);
        QCOMPARE(error.reason(), u"the name new is taken"_s);
        QVERIFY(error.asked.contains(u"/containers/c1/rename"_s));
    }

    void badInputNeverReachesTheEngine()
    {
        connectToEngine();
        QSignalSpy failed(m_commands.get(), &ContainerCommands::failed);
        m_commands->rename(web, u"../x"_s);
        m_commands->kill(web, u"KILL&x"_s);
        QTRY_COMPARE(failed.size(), 2);
        QCOMPARE(actions(), QStringList());
        QVERIFY(!m_commands->pending(web));
    }

    void askedTwiceIsSentOnce()
    {
        connectToEngine();
        m_engine->holdActions = true;
        m_commands->stop(web);
        m_commands->stop(web);
        m_commands->kill(web, u"SIGKILL"_s); // overtakes
        QTRY_COMPARE(actions().size(), 2);
        QCOMPARE(m_commands->pending(web), std::optional(ContainerAction::Kill));
        m_engine->releaseActions();
        QTRY_VERIFY(!m_commands->pending(web));
    }

    void withoutAnEngine()
    {
        QSignalSpy failed(m_commands.get(), &ContainerCommands::failed);
        m_commands->start(web);
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed[0][2].value<Error>().kind == Error::Kind::Unreachable);
        QVERIFY(!m_commands->pending(web));
    }

    void F21_aLostEngineEndsWhatWasAsked()
    {
        connectToEngine();
        m_engine->holdActions = true;
        QSignalSpy failed(m_commands.get(), &ContainerCommands::failed);
        m_commands->stop(web);
        QTRY_COMPARE(actions().size(), 1);
        m_engine->stop();
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed[0][2].value<Error>().kind == Error::Kind::ConnectionLost);
        QVERIFY(!m_commands->pending(web));
        QTRY_COMPARE(m_session->state(), State::Lost);
        QCOMPARE(failed.size(), 1);
    }

    void everyFailureHasWordsAndAdvice()
    {
        for (int action = 0; action <= int(ContainerAction::Remove); ++action) {
            QVERIFY(ContainerCommands::failureText(ContainerAction(action), u"%1"_s).startsWith(u"%1 could not be "_s));
            for (int kind = 0; kind <= int(Error::Kind::Internal); ++kind)
                QVERIFY(ContainerCommands::advice(ContainerAction(action), Error::make(Error::Kind(kind), {}, {})).endsWith(u'.'));
            QCOMPARE(ContainerCommands::advice(ContainerAction(action), Error::make(Error::Kind::Engine, {}, {}, u"Own."_s)), u"Own."_s);
        }
    }

    void A5_57_endsAreInspectedOnceEach()
    {
        QByteArrayList rows{row("c1", "running", "Up 1 second")};
        for (int i = 0; i < 9; ++i) {
            const QByteArray id = "e" + QByteArray::number(i);
            rows << row(id, "exited", "Exited (137) 2 hours ago");
            m_engine->inspects.insert(QString::fromLatin1(id), inspect(id, 137, i == 3));
        }
        m_engine->containers = '[' + rows.join(',') + ']';
        m_engine->holdInspects = true;
        QSignalSpy known(m_inspector.get(), &ContainerInspector::exitKnown);
        connectToEngine();
        QTRY_COMPARE(m_engine->openInspects, 4);
        m_engine->releaseInspects();
        QTRY_COMPARE(known.size(), 9);
        QCOMPARE(m_engine->mostOpenInspects, 4);
        int oom = 0;
        for (const QList<QVariant> &signal : known)
            oom += signal[1].value<ContainerExit>().oomKilled ? 1 : 0;
        QCOMPARE(oom, 1);
        QSignalSpy listed(m_sync.get(), &EngineSync::containersRefreshed);
        m_sync->refresh();
        QTRY_COMPARE(listed.size(), 1);
        QCOMPARE(m_engine->openInspects, 0);
        QCOMPARE(known.size(), 9);
    }

    void A5_57_aSecondEndIsAskedAnew_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("event");
        QTest::newRow("another code") << QByteArray("Exited (1) 1 second ago") << 1 << false;
        QTest::newRow("the same code, told by the event") << QByteArray("Exited (137) 1 second ago") << 137 << true;
    }
    void A5_57_aSecondEndIsAskedAnew()
    {
        QFETCH(QByteArray, status);
        QFETCH(int, code);
        QFETCH(bool, event);
        m_engine->containers = '[' + row("c1", "exited", "Exited (137) 2 hours ago") + ']';
        m_engine->inspects.insert(u"c1"_s, inspect("c1", 137, true));
        QSignalSpy known(m_inspector.get(), &ContainerInspector::exitKnown);
        connectToEngine();
        QTRY_COMPARE(known.size(), 1);
        m_engine->containers = '[' + row("c1", "exited", status) + ']';
        m_engine->inspects.insert(u"c1"_s, inspect("c1", code, false));
        if (event)
            m_engine->sendEvent(json("{'Type':'container','Action':'start','Actor':{'ID':'c1'}}"));
        else
            m_sync->refresh();
        QTRY_COMPARE(known.size(), 2);
        QVERIFY(!known[1][1].value<ContainerExit>().oomKilled);
    }

    void theFollowedOneIsInspectedWithEveryList()
    {
        m_engine->inspects.insert(u"c1"_s, inspect("c1", 0));
        m_inspector->follow(web); // before there is a connection
        QSignalSpy inspected(m_inspector.get(), &ContainerInspector::inspected);
        QSignalSpy failed(m_inspector.get(), &ContainerInspector::inspectFailed);
        connectToEngine();
        QTRY_COMPARE(inspected.size(), 1);
        QCOMPARE(inspected[0][1].value<ContainerInspection>().setup.name, u"c1"_s);
        const qsizetype asked = m_engine->count(u"/containers/c1/json"_s);
        m_sync->refresh();
        QTRY_VERIFY(m_engine->count(u"/containers/c1/json"_s) > asked);
        QTRY_COMPARE(m_engine->openInspects, 0);
        QCOMPARE(inspected.size(), 1); // the same answer is no news
        m_engine->inspects.insert(u"c1"_s, inspect("c1", 5));
        m_sync->refresh();
        QTRY_COMPARE(inspected.size(), 2);
        QCOMPARE(inspected[1][1].value<ContainerInspection>().details.exitCode, 5);
        QCOMPARE(failed.size(), 0);
        m_engine->inspects.insert(u"c1"_s, "{ this is no JSON");
        m_inspector->again();
        QTRY_COMPARE(failed.size(), 1);
    }

    void whatIsAnsweredLateAboutAnotherIsNotHeard()
    {
        m_engine->inspects.insert(u"c1"_s, inspect("c1", 0));
        m_engine->inspects.insert(u"c2"_s, inspect("c2", 0));
        connectToEngine();
        QSignalSpy inspected(m_inspector.get(), &ContainerInspector::inspected);
        m_engine->holdInspects = true;
        m_inspector->follow(web);
        QTRY_COMPARE(m_engine->openInspects, 1);
        m_inspector->follow({u"c2"_s});
        QTRY_COMPARE(m_engine->openInspects, 2);
        m_engine->releaseInspects();
        QTRY_COMPARE(inspected.size(), 1);
        QCOMPARE(inspected[0][0].value<ContainerId>().value, u"c2"_s);
        QCOMPARE(inspected[0][1].value<ContainerInspection>().setup.name, u"c2"_s);
    }

    void aLargeInspectIsReadToo()
    {
        QByteArray large = inspect("c1", 0);
        large.chop(1);
        large += json(",'Pad':'" + QByteArray(300 << 10, 'x') + "'}");
        m_engine->inspects.insert(u"c1"_s, large);
        connectToEngine();
        QSignalSpy inspected(m_inspector.get(), &ContainerInspector::inspected);
        m_inspector->follow(web);
        QTRY_COMPARE(inspected.size(), 1);
        QVERIFY(inspected[0][1].value<ContainerInspection>().tree->find(u"Pad"_s) > 0);
    }
};

LONGSHORE_TEST_MAIN(tst_ContainerCommands)
#include "tst_containercommands.moc"
