// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"
#include "model/containers/containercommands.h"
#include "model/containers/containerinspector.h"
#include "model/containers/containersmodel.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "tests/support/calls.h"
#include "tests/support/tarbuilder.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QFile>
#include <QSignalSpy>
#include <QUuid>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// The Containers page's commands, list and inspector on a real engine, told by its events alone. Everything made is
/// removed.
class tst_EngineContainers : public QObject
{
    Q_OBJECT

    static constexpr int patience = 30'000; // ms
    std::unique_ptr<EngineSession> m_session;
    std::unique_ptr<EngineSync> m_sync;
    std::unique_ptr<ContainerCommands> m_commands;
    std::unique_ptr<ContainerInspector> m_inspector;
    ContainersModel m_model;
    const QString m_mark = QUuid::createUuid().toString(QUuid::Id128).left(8);
    const QString m_image = u"127.0.0.1:1/longshore-test-containers:"_s + m_mark;
    QList<ContainerId> m_made;

    QString nameOf(const char *name) const { return u"longshore-test-%1-%2"_s.arg(m_mark, QLatin1String(name)); }
    ContainerId create(const char *name, const QStringList &command)
    {
        ContainerSpec spec;
        spec.image = m_image;
        spec.entrypoint = {u"/bin/busybox"_s};
        spec.cmd = command;
        spec.networkMode = u"none"_s;
        spec.labels = {{u"longshore.test"_s, m_mark}};
        const auto created = await<CreatedContainer>([&](auto done) { m_session->client()->containers().create(nameOf(name), spec, this, done); });
        if (!created) {
            QTest::qFail(qPrintable(created.error().sentence()), __FILE__, __LINE__);
            return {};
        }
        m_made.append(created->id);
        return created->id;
    }
    QString stateOf(const ContainerId &id) const
    {
        const int row = m_model.rowOf(id);
        return row < 0 ? u"gone"_s : m_model.state(row).words();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString endpoint = qEnvironmentVariable("LONGSHORE_TEST_ENGINE");
        if (endpoint.isEmpty())
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
        EngineEnvironment environment;
        environment.requested = endpoint;
        m_session = std::make_unique<EngineSession>(environment);
        m_sync = std::make_unique<EngineSync>(*m_session);
        m_commands = std::make_unique<ContainerCommands>(*m_session, *m_sync);
        m_inspector = std::make_unique<ContainerInspector>(*m_session, *m_sync);
        connect(m_sync.get(), &EngineSync::containersChanged, &m_model, &ContainersModel::applySnapshot);
        connect(m_inspector.get(), &ContainerInspector::exitKnown, &m_model, &ContainersModel::setExit);
        m_session->start();
        QTRY_VERIFY_WITH_TIMEOUT(!m_sync->isLoading(), patience);

        QFile busybox(u"/bin/busybox"_s);
        QVERIFY(busybox.open(QIODevice::ReadOnly));
        TarBuilder tar;
        tar.file("Dockerfile", "FROM scratch\nCOPY busybox /bin/busybox\n");
        tar.file("busybox", busybox.readAll(), 0755);
        QBuffer context;
        context.setData(tar.bytes());
        QVERIFY(context.open(QIODevice::ReadOnly));
        const Result<void> built = awaitEnd(m_session->client()->images().build({.tags = {m_image}}, &context, this));
        QVERIFY2(built, built ? "" : qPrintable(built.error().sentence()));
    }

    void cleanupTestCase()
    {
        if (!m_session || !m_session->client())
            return;
        for (const ContainerId &id : std::as_const(m_made))
            (void)await<void>([&](auto done) { m_session->client()->containers().remove(id.value, {.force = true, .volumes = true}, this, done); });
        (void)await<ImageRemoval>([&](auto done) { m_session->client()->images().remove(m_image, {.force = true}, this, done); });
    }

    void A5_50_to_55_aLife()
    {
        QSignalSpy failed(m_commands.get(), &ContainerCommands::failed);
        const ContainerId id = create("life", {u"sh"_s, u"-c"_s, u"trap 'exit 3' USR1; while :; do /bin/busybox sleep 1; done"_s});
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(id), u"created"_s, patience);
        m_commands->start(id);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(id), u"running"_s, patience);
        m_commands->pause(id);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(id), u"paused"_s, patience);
        m_commands->resume(id);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(id), u"running"_s, patience);
        m_commands->rename(id, nameOf("renamed"));
        QTRY_COMPARE_WITH_TIMEOUT(m_model.find(nameOf("renamed")), m_model.rowOf(id), patience);
        m_commands->restart(id, 0);
        QTRY_VERIFY_WITH_TIMEOUT(!m_commands->pending(id), patience);
        QCOMPARE(stateOf(id), u"running"_s);
        m_commands->kill(id, u"SIGUSR1"_s);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(id), u"exited 3"_s, patience);
        m_commands->start(id);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(id), u"running"_s, patience);
        m_commands->stop(id, 0);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(id), u"exited 137"_s, patience);
        const int row = m_model.rowOf(id);
        QTRY_VERIFY_WITH_TIMEOUT(m_model.exit(row) && m_model.exit(row)->finishedAt.isValid(), patience);
        m_commands->remove(id, {});
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(id), u"gone"_s, patience);
        QCOMPARE(failed.size(), 0);
    }

    void failuresAreTheEnginesWords()
    {
        QSignalSpy failed(m_commands.get(), &ContainerCommands::failed);
        const ContainerId first = create("first", {u"true"_s});
        const ContainerId second = create("second", {u"/no/such/program"_s});
        m_commands->rename(second, nameOf("first"));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
        QVERIFY2(!failed[0][2].value<Error>().engineText.isEmpty(), "podman 5 tells a database error, docker a conflict");
        m_commands->pause(first); // does not run
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 2, patience);
        m_commands->kill(first, u"SIGTERM"_s);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 3, patience);
        m_commands->start(ContainerId{u"ab"_s.repeated(32)});
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 4, patience);
        QVERIFY(failed[3][2].value<Error>().kind == Error::Kind::NotFound);
        QTRY_VERIFY_WITH_TIMEOUT(!m_commands->pending(first) && !m_commands->pending(second), patience);
    }

    void theInspectorTellsTheSetup()
    {
        QSignalSpy inspected(m_inspector.get(), &ContainerInspector::inspected);
        const ContainerId id = create("inspect", {u"echo"_s, u"two words"_s});
        m_inspector->follow(id);
        QTRY_VERIFY_WITH_TIMEOUT(!inspected.isEmpty(), patience);
        const auto inspection = inspected.constFirst().at(1).value<ContainerInspection>();
        QCOMPARE(inspection.setup.name, nameOf("inspect"));
        QCOMPARE(inspection.setup.cmd, (QStringList{u"echo"_s, u"two words"_s}));
        QCOMPARE(inspection.setup.networkMode, u"none"_s);
        QCOMPARE(inspection.setup.labels.value(u"longshore.test"_s), m_mark);
        QVERIFY(inspection.tree->find(u"Config.Cmd"_s) > 0);
    }
};

LONGSHORE_TEST_MAIN(tst_EngineContainers)
#include "tst_engine_containers.moc"
