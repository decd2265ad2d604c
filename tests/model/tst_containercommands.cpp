// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/enginefixture.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using State = EngineSession::State;

/// What can be done to containers, down to the request.
class tst_ContainerCommands : public QObject, protected EngineFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

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
};

LONGSHORE_TEST_MAIN(tst_ContainerCommands)
#include "tst_containercommands.moc"
