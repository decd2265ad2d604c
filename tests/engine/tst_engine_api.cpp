// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/api/system.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/archivestream.h"
#include "dockerclient/streams/eventstream.h"
#include "dockerclient/streams/logstream.h"
#include "dockerclient/streams/progressstream.h"
#include "dockerclient/streams/waitstream.h"
#include "tests/support/calls.h"
#include "tests/support/tarbuilder.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QFile>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QUuid>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// The typed calls on a real engine, in the order of a run. Everything made is removed.
class tst_EngineApi : public QObject
{
    Q_OBJECT

    std::unique_ptr<EngineClient> m_client;
    bool m_podman = false;
    const QString m_mark = QUuid::createUuid().toString(QUuid::Id128).left(8);
    const QString m_image = u"127.0.0.1:1/longshore-test-api:"_s + m_mark;
    QStringList m_containers;

    ContainersApi &containers() { return m_client->containers(); }
    ImagesApi &images() { return m_client->images(); }

    ContainerSpec spec(const QStringList &command) const
    {
        ContainerSpec spec;
        spec.image = m_image;
        spec.entrypoint = {u"/bin/busybox"_s};
        spec.cmd = command;
        spec.networkMode = u"none"_s;
        spec.labels = {{u"longshore.test"_s, m_mark}};
        return spec;
    }
    QString create(const QString &name, const ContainerSpec &spec)
    {
        const QString full = u"longshore-test-%1-%2"_s.arg(m_mark, name);
        const auto created = await<CreatedContainer>([&](auto done) { containers().create(full, spec, this, done); });
        if (!created) {
            QTest::qFail(qPrintable(created.error().sentence()), __FILE__, __LINE__);
            return {};
        }
        m_containers.append(created->id.value);
        return created->id.value;
    }
    static QByteArray tarOf(const QByteArray &name, const QByteArray &bytes) { return TarBuilder().file(name, bytes).bytes(); }

private Q_SLOTS:
    void initTestCase()
    {
        const QString endpoint = qEnvironmentVariable("LONGSHORE_TEST_ENGINE");
        if (endpoint.isEmpty())
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
        m_podman = qEnvironmentVariable("LONGSHORE_TEST_ENGINE_KIND").startsWith("podman"_L1);
        const auto parsed = Endpoint::parse(endpoint);
        QVERIFY(parsed);
        m_client = std::make_unique<EngineClient>(*parsed);
        const auto version = await<EngineVersion>([&](auto done) { m_client->negotiate(this, done); });
        QVERIFY2(version, version ? "" : qPrintable(version.error().sentence()));
        QCOMPARE(m_client->kind(), m_podman ? EngineKind::Podman : EngineKind::Docker);
        QVERIFY(m_client->apiVersion() >= oldestApi && m_client->apiVersion() <= newestApi);
    }

    void cleanupTestCase()
    {
        if (!m_client)
            return;
        for (const QString &id : std::as_const(m_containers))
            (void)await<void>([&](auto done) { containers().remove(id, {.force = true, .volumes = true}, this, done); });
        (void)await<ImageRemoval>([&](auto done) { images().remove(m_image, {.force = true}, this, done); });
        const auto left = await<QList<ContainerSummary>>(
            [&](auto done) { containers().list({.all = true, .labels = {u"longshore.test="_s + m_mark}}, this, done); });
        QVERIFY(left && left->isEmpty());
    }

    void pingVersionInfo()
    {
        const auto ping = await<Ping>([&](auto done) { m_client->system().ping(this, done); });
        QVERIFY(ping && ping->apiVersion.major == 1);
        const auto info = await<EngineInfo>([&](auto done) { m_client->system().info(this, done); });
        QVERIFY(info && info->cpus > 0 && !info->id.isEmpty());
    }

    void buildAnImage()
    {
        QFile busybox(u"/bin/busybox"_s);
        QVERIFY(busybox.open(QIODevice::ReadOnly));
        TarBuilder tar;
        tar.file("Dockerfile", "FROM scratch\nCOPY busybox /bin/busybox\nLABEL longshore.test=" + m_mark.toLatin1()
                     + "\nENV A=1\nENTRYPOINT [\"/bin/busybox\"]\nCMD [\"true\"]\n");
        tar.file("busybox", busybox.readAll(), 0755);
        QBuffer context;
        context.setData(tar.bytes());
        QVERIFY(context.open(QIODevice::ReadOnly));

        BuildStream *build = images().build({.tags = {m_image}, .labels = {{u"built"_s, u"yes"_s}}}, &context, this);
        QSignalSpy steps(build, &BuildStream::step);
        QSignalSpy built(build, &BuildStream::built);
        const Result<void> result = awaitEnd(build);
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
        QVERIFY(steps.size() >= 4);
        QCOMPARE(steps.first().at(2).toString(), u"FROM scratch"_s);
        QCOMPARE(built.size(), 1);

        const auto details = await<ImageDetails>([&](auto done) { images().inspect(m_image, this, done); });
        QVERIFY(details);
        QCOMPARE(details->id, built.first().first().value<ImageId>());
        QCOMPARE(details->entrypoint, QStringList{u"/bin/busybox"_s});
        QCOMPARE(details->labels.value(u"built"_s), u"yes"_s);
        QVERIFY(details->created.isValid() && details->size > 100'000);
    }

    void aBuildThatFails()
    {
        QBuffer context;
        context.setData(tarOf("Dockerfile", "FROM scratch\nCOPY missing /x\n"));
        QVERIFY(context.open(QIODevice::ReadOnly));
        const Result<void> result = awaitEnd(images().build({}, &context, this));
        QVERIFY(!result);
        QVERIFY2(result.error().engineText.contains(u"missing"_s), qPrintable(result.error().sentence()));
    }

    void listInspectHistory()
    {
        const auto list = await<QList<ImageSummary>>([&](auto done) { images().list({}, this, done); });
        QVERIFY(list);
        QVERIFY(std::any_of(list->begin(), list->end(), [&](const ImageSummary &image) { return image.repoTags.contains(m_image); }));
        const auto filtered = await<QList<ImageSummary>>([&](auto done) { images().list({.reference = m_image}, this, done); });
        QVERIFY(filtered && filtered->size() == 1);
        const auto history = await<QList<ImageHistoryEntry>>([&](auto done) { images().history(m_image, this, done); });
        QVERIFY(history && !history->isEmpty());
        const auto missing = await<ImageDetails>([&](auto done) { images().inspect(u"127.0.0.1:1/longshore-test-none:1"_s, this, done); });
        QCOMPARE(failure(missing), u"not-found"_s);
    }

    void loadRefusesGarbage()
    {
        QBuffer tar;
        tar.setData(QByteArray(4096, 'x'));
        QVERIFY(tar.open(QIODevice::ReadOnly));
        const Result<void> result = awaitEnd(images().load(&tar, this));
        QCOMPARE(failure(result), u"engine"_s);
    }

    void archiveOfACreatedContainer()
    {
        const QString id = create(u"archive"_s, spec({u"true"_s}));
        QBuffer tar;
        tar.setData(tarOf("data/config.json", "{}"));
        QVERIFY(tar.open(QIODevice::ReadOnly));
        const auto put = await<void>([&](auto done) { containers().putArchive(id, u"/"_s, &tar, this, done); });
        QVERIFY2(put, put ? "" : qPrintable(put.error().sentence()));
        const auto stat = await<PathStat>([&](auto done) { containers().statPath(id, u"/data/config.json"_s, this, done); });
        QVERIFY2(stat, stat ? "" : qPrintable(stat.error().sentence()));
        QCOMPARE(stat->size, 2);
        QVERIFY(!stat->isDirectory() && !stat->isSymlink());
        const auto missing = await<PathStat>([&](auto done) { containers().statPath(id, u"/nope"_s, this, done); });
        QCOMPARE(failure(missing), u"not-found"_s);

        ArchiveStream *archive = containers().getArchive(id, u"/data"_s, this);
        QByteArray bytes;
        connect(archive, &ArchiveStream::data, this, [&bytes](const QByteArray &part) { bytes += part; });
        QVERIFY(awaitEnd(archive));
        QVERIFY(bytes.contains("config.json") && bytes.size() % 512 == 0);
        QVERIFY(!awaitEnd(containers().getArchive(id, u"/nope"_s, this)));
    }

    void aRun()
    {
        EventStream *events = m_client->system().events({.types = {u"container"_s}, .labels = {u"longshore.test="_s + m_mark}}, this);
        QStringList actions;
        QSignalSpy opened(events, &EventStream::opened);
        connect(events, &EventStream::event, this, [&actions](const EngineEvent &event) { actions.append(event.action); });
        const auto deaf = qScopeGuard([this, events] { events->disconnect(this); }); // also when a check below fails
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 10'000);

        const QString id = create(u"run"_s, spec({u"sh"_s, u"-c"_s, u"echo out; echo err >&2; /bin/busybox printf tail; exit 7"_s}));
        const auto created = await<ContainerDetails>([&](auto done) { containers().inspect(id, this, done); });
        QVERIFY(created && !created->everStarted() && !created->running);

        WaitStream *wait = containers().wait(id, u"next-exit"_s, this);
        QSignalSpy armed(wait, &WaitStream::armed);
        QSignalSpy exited(wait, &WaitStream::exited);
        QTRY_COMPARE_WITH_TIMEOUT(armed.size(), 1, 10'000);
        QCOMPARE(exited.size(), 0);
        const auto started = await<bool>([&](auto done) { containers().start(id, this, done); });
        QVERIFY2(started && *started, started ? "it ran already" : qPrintable(started.error().sentence()));

        QMap<LogSource, QByteArray> text;
        bool stamped = true;
        const auto read = [&](bool follow) {
            text.clear();
            LogStream *logs = containers().logs(id, {.follow = follow}, this);
            connect(logs, &LogStream::frames, logs, [&](const QList<LogFrame> &frames) {
                for (const LogFrame &frame : frames) {
                    text[frame.source] += frame.bytes.toByteArray();
                    stamped = stamped && frame.engineTime > 1'700'000'000'000'000'000;
                }
            });
            const Result<void> logged = awaitEnd(logs);
            QVERIFY2(logged, logged ? "" : qPrintable(logged.error().sentence()));
        };
        read(true);
        QVERIFY(text.value(LogSource::Stdout).startsWith("out\n"));
        QTRY_COMPARE_WITH_TIMEOUT(exited.size(), 1, 20'000);
        QCOMPARE(exited.first().first().toInt(), 7);
        // Docker 20.10 ends a follow now and then before the rest of a last line; asked again it has all.
        read(false);
        QVERIFY(stamped);
        QCOMPARE(text.value(LogSource::Stderr), QByteArray("err\n"));
        QVERIFY(text.value(LogSource::Stdout).startsWith("out\ntail"));
        QTRY_VERIFY_WITH_TIMEOUT(actions.contains(u"die"_s), 10'000);
        events->abort();

        const auto ended = await<ContainerDetails>([&](auto done) { containers().inspect(id, this, done); });
        QVERIFY(ended && ended->exitCode == 7 && ended->everStarted() && !ended->running);
    }

    void killStopRemove()
    {
        const QString id = create(u"sleep"_s, spec({u"sh"_s, u"-c"_s, u"trap 'exit 3' USR1; while :; do /bin/busybox sleep 1; done"_s}));
        QVERIFY(await<bool>([&](auto done) { containers().start(id, this, done); }));
        const auto again = await<bool>([&](auto done) { containers().start(id, this, done); });
        QVERIFY(again && !*again);
        const auto running = await<QList<ContainerSummary>>(
            [&](auto done) { containers().list({.labels = {u"longshore.test="_s + m_mark}}, this, done); });
        QVERIFY(running);
        QVERIFY(std::any_of(running->begin(), running->end(), [&](const ContainerSummary &c) { return c.id.value == id && c.state == "running"_L1; }));

        WaitStream *wait = containers().wait(id, u"not-running"_s, this);
        QSignalSpy exited(wait, &WaitStream::exited);
        QVERIFY(await<void>([&](auto done) { containers().kill(id, u"KILL"_s, this, done); }));
        QTRY_COMPARE_WITH_TIMEOUT(exited.size(), 1, 20'000);
        QCOMPARE(exited.first().first().toInt(), 137);
        QVERIFY(await<void>([&](auto done) { containers().stop(id, 1, this, done); }));
        QVERIFY(await<void>([&](auto done) { containers().remove(id, {.volumes = true}, this, done); }));
        m_containers.removeAll(id);
        const auto gone = await<void>([&](auto done) { containers().remove(id, {}, this, done); });
        QCOMPARE(failure(gone), u"not-found"_s);
    }

    void aNameThatIsTaken()
    {
        create(u"twice"_s, spec({u"true"_s}));
        const auto again = await<CreatedContainer>(
            [&](auto done) { containers().create(u"longshore-test-%1-twice"_s.arg(m_mark), spec({u"true"_s}), this, done); });
        QVERIFY(!again);
        QVERIFY2(again.error().kind == Error::Kind::Conflict, qPrintable(again.error().sentence()));
    }

    void anImageThatIsMissing()
    {
        ContainerSpec missing = spec({});
        missing.image = u"127.0.0.1:1/longshore-test-none:1"_s;
        const auto created = await<CreatedContainer>([&](auto done) { containers().create(u"longshore-test-none"_s, missing, this, done); });
        QCOMPARE(failure(created), u"not-found"_s);
    }

    void abortedStreamsSaySo()
    {
        EventStream *events = m_client->system().events({}, this);
        QMetaObject::invokeMethod(events, &Stream::abort, Qt::QueuedConnection);
        const Result<void> result = awaitEnd(events);
        QCOMPARE(failure(result), u"cancelled"_s);
    }
};

LONGSHORE_TEST_MAIN(tst_EngineApi)
#include "tst_engine_api.moc"
