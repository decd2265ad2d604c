// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/session.h"
#include "dockerclient/engineclient.h"
#include "tests/support/miniengine.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;
using State = EngineSession::State;
using test::MiniEngine;

class TestSession : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    QString at(const QString &name) const { return m_dir->filePath(name); }
    EngineEnvironment environment() const
    {
        EngineEnvironment environment;
        environment.systemRoot = m_dir->path();
        return environment;
    }
    EngineEnvironment requesting(const QString &name) const
    {
        EngineEnvironment one = environment();
        one.requested = at(name);
        return one;
    }
    static SessionTiming fast() { return {300, 40, 240, 10, 80}; }
    static PodmanSetup noPodman()
    {
        PodmanSetup setup;
        setup.program = u"/nonexistent/podman"_s;
        return setup;
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void connects()
    {
        MiniEngine engine(at(u"a"_s));
        QVERIFY(engine.start());
        EngineSession session(requesting(u"a"_s), nullptr, fast(), noPodman());
        QSignalSpy connected(&session, &EngineSession::connected);
        session.start();
        QCOMPARE(session.state(), State::Searching);
        QVERIFY(!session.client());
        QTRY_COMPARE(connected.size(), 1);
        QCOMPARE(session.state(), State::Connected);
        QVERIFY(session.client());
        QCOMPARE(session.originText(), u"--engine"_s);
        QCOMPARE(session.version().version, u"20.10.24"_s);
        QCOMPARE(session.identity(), (EngineIdentity{u"unix://"_s + at(u"a"_s), u"MINI"_s}));
        QCOMPARE(session.probes().constFirst().outcome, ProbeReport::Outcome::Works);
        QTRY_COMPARE(engine.eventStreams(), 1);
        QSignalSpy shut(&session, &EngineSession::shutDownFinished);
        session.shutDown();
        QVERIFY(shut.isEmpty());
        QTRY_COMPARE(shut.size(), 1);
        QCOMPARE(session.state(), State::Idle);
    }
    void namedAndFailingPicksNoOther_data()
    {
        QTest::addColumn<bool>("byVariable");
        QTest::newRow("--engine") << false;
        QTest::newRow("DOCKER_HOST") << true;
    }
    void namedAndFailingPicksNoOther()
    {
        QFETCH(bool, byVariable);
        QDir(m_dir->path()).mkpath(u"var/run"_s);
        MiniEngine usual(at(u"var/run/docker.sock"_s));
        QVERIFY(usual.start());
        EngineEnvironment env = environment();
        if (byVariable)
            env.variables.insert(u"DOCKER_HOST"_s, u"unix://"_s + at(u"none"_s));
        else
            env.requested = at(u"none"_s);
        EngineSession session(env, nullptr, fast(), noPodman());
        QSignalSpy none(&session, &EngineSession::noEngine);
        QSignalSpy podman(&session, &EngineSession::podmanDetected);
        session.start();
        QTRY_COMPARE(none.size(), 1);
        QCOMPARE(session.state(), State::NoEngine);
        QVERIFY(session.lastError().sentence().contains(u"there is no such file"_s));
        QVERIFY(usual.requests.isEmpty());
        QCOMPARE(session.probes().constLast().outcome, ProbeReport::Outcome::Skipped);
        QTRY_COMPARE(podman.size(), 1);
        QVERIFY(session.podmanVersion().isEmpty());
    }
    void savedAndFailingFallsThrough()
    {
        QDir(m_dir->path()).mkpath(u"var/run"_s);
        MiniEngine usual(at(u"var/run/docker.sock"_s));
        QVERIFY(usual.start());
        EngineEnvironment env = environment();
        env.savedChoice = at(u"gone"_s);
        EngineSession session(env, nullptr, fast(), noPodman());
        session.start();
        QTRY_COMPARE(session.state(), State::Connected);
        QCOMPARE(session.origin(), EngineCandidate::Origin::UsualDocker);
        const ProbeReport saved = session.probes().value(1);
        QCOMPARE(saved.outcome, ProbeReport::Outcome::Failed);
        QVERIFY(!saved.error.reason().isEmpty());
    }
    void laterPlacesWaitForEarlierOnes()
    {
        QDir(m_dir->path()).mkpath(u"var/run"_s);
        MiniEngine slow(at(u"slow"_s));
        slow.frozen = true;
        QVERIFY(slow.start());
        MiniEngine usual(at(u"var/run/docker.sock"_s));
        QVERIFY(usual.start());
        EngineEnvironment env = environment();
        env.savedChoice = at(u"slow"_s);
        EngineSession session(env, nullptr, fast(), noPodman());
        session.start();
        QTRY_COMPARE(session.state(), State::Connected);
        QCOMPARE(session.probes().value(1).step(ProbeStep::Answers), ProbeReport::Step::Failed);
        QVERIFY(session.searchMilliseconds() >= 250);
    }
    void F18_silenceIsNoticed()
    {
        MiniEngine engine(at(u"a"_s));
        QVERIFY(engine.start());
        EngineSession session(requesting(u"a"_s), nullptr, fast(), noPodman());
        QSignalSpy lost(&session, &EngineSession::lost);
        session.start();
        QTRY_COMPARE(session.state(), State::Connected);
        engine.frozen = true;
        QTRY_COMPARE(lost.size(), 1);
        QVERIFY(session.lastError().kind == Error::Kind::Timeout);
        QVERIFY(session.lostAt().isValid());
        QVERIFY(!session.client());
        engine.frozen = false;
        QTRY_COMPARE(session.state(), State::Connected);
        QVERIFY(session.lastError().reason() == toString(Error::Kind::Internal));
    }
    void F19_renegotiatesAfterEachReconnect()
    {
        MiniEngine engine(at(u"a"_s));
        QVERIFY(engine.start());
        EngineSession session(requesting(u"a"_s), nullptr, fast(), noPodman());
        session.start();
        QTRY_COMPARE(session.state(), State::Connected);
        QCOMPARE(session.client()->apiVersion(), (ApiVersion{1, 41}));
        engine.stop();
        QTRY_COMPARE(session.state(), State::Lost);
        engine.apiVersion = u"1.30"_s;
        engine.requests.clear();
        QVERIFY(engine.start());
        QTRY_COMPARE(session.state(), State::Connected);
        QCOMPARE(session.client()->apiVersion(), (ApiVersion{1, 30}));
        QTRY_COMPARE(engine.count(u"/events"_s), 1);
        QCOMPARE(engine.count(u"/v1.41/"_s), 0);
    }
    void eventsEndingIsALoss()
    {
        MiniEngine engine(at(u"a"_s));
        QVERIFY(engine.start());
        EngineSession session(requesting(u"a"_s), nullptr, fast(), noPodman());
        QSignalSpy connected(&session, &EngineSession::connected);
        QSignalSpy lost(&session, &EngineSession::lost);
        session.start();
        QTRY_COMPARE(engine.eventStreams(), 1);
        engine.endEvents();
        QTRY_COMPARE(connected.size(), 2);
        QCOMPARE(lost.size(), 1);
    }
    void eventsArePassedOn()
    {
        MiniEngine engine(at(u"a"_s));
        QVERIFY(engine.start());
        EngineSession session(requesting(u"a"_s), nullptr, fast(), noPodman());
        QList<EngineEvent> events;
        connect(&session, &EngineSession::event, this, [&](const EngineEvent &one) { events << one; });
        session.start();
        QTRY_COMPARE(engine.eventStreams(), 1);
        engine.sendEvent("{\"Type\":\"image\",\"Action\":\"tag\",\"Actor\":{\"ID\":\"sha256:abc\"}}");
        QTRY_COMPARE(events.size(), 1);
        QCOMPARE(events.first().action, u"tag"_s);
    }
    void useEndpointAndTryAgain()
    {
        MiniEngine engine(at(u"b"_s));
        EngineSession session(environment(), nullptr, fast(), noPodman());
        QSignalSpy none(&session, &EngineSession::noEngine);
        session.useEndpoint(u"http//nonsense"_s);
        QTRY_COMPARE(none.size(), 1);
        QVERIFY(session.lastError().kind == Error::Kind::BadInput);
        session.useEndpoint(at(u"b"_s));
        QTRY_COMPARE(none.size(), 2);
        QVERIFY(engine.start());
        session.tryAgain();
        QTRY_COMPARE(session.state(), State::Connected);
    }
    void podmanThatCannotBeRun()
    {
        EngineSession session(environment(), nullptr, fast(), noPodman());
        QSignalSpy none(&session, &EngineSession::noEngine);
        session.startPodman();
        QCOMPARE(session.state(), State::StartingPodman);
        QTRY_COMPARE(none.size(), 1);
        QVERIFY(session.lastError().sentence().contains(u"cannot be run"_s));
        QVERIFY(session.lastError().advice.contains(u"apt install podman"_s));
    }
    void podmanThatFails()
    {
        QFile script(at(u"podman"_s));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\necho 'Error: no such driver' >&2\nexit 125\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        PodmanSetup setup;
        setup.program = script.fileName();
        setup.runtimeDir = m_dir->path();
        EngineSession session(environment(), nullptr, fast(), setup);
        QSignalSpy none(&session, &EngineSession::noEngine);
        session.startPodman();
        QTRY_COMPARE(none.size(), 1);
        QVERIFY(session.lastError().sentence().contains(u"code 125; it said: Error: no such driver"_s));
        QVERIFY(QDir(m_dir->path()).entryList({u"longshore-podman-*"_s}).isEmpty());
    }
};

LONGSHORE_TEST_MAIN(TestSession)
#include "tst_session.moc"
