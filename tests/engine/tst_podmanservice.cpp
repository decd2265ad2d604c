// SPDX-License-Identifier: GPL-3.0-or-later
// Starts real podman services, with a store of their own. Only within the private namespaces of with-engine -k podman.
#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/logstream.h"
#include "dockerclient/streams/progressstream.h"
#include "model/engine/podmanconf.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "tests/support/tarbuilder.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QStandardPaths>
#include <csignal>
#include <sys/mount.h>

using namespace longshore;
using namespace Qt::StringLiterals;
using State = EngineSession::State;

constexpr int long_ = 60000;

class TestPodmanService : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    static PodmanSetup setupIn(const QDir &dir)
    {
        PodmanSetup setup;
        setup.runtimeDir = dir.path();
        setup.globalArguments = {u"--root"_s,   dir.filePath(u"root"_s),   u"--runroot"_s, dir.filePath(u"run"_s),
                                 u"--tmpdir"_s, dir.filePath(u"libpod"_s), u"--network-config-dir"_s,
                                 dir.filePath(u"cni"_s)};
        return setup;
    }
    PodmanSetup setup() const { return setupIn(QDir(m_dir.path())); }
    QStringList leftFolders() const { return QDir(m_dir.path()).entryList({u"longshore-podman-*"_s}); }
    static bool alive(qint64 pid) { return ::kill(pid_t(pid), 0) == 0; }

    void buildImage(EngineClient &client)
    {
        QFile busybox(QStandardPaths::findExecutable(u"busybox"_s));
        QVERIFY(busybox.open(QIODevice::ReadOnly));
        TarBuilder tar;
        tar.file("Dockerfile", "FROM scratch\nCOPY busybox /busybox\nCMD [\"/busybox\",\"echo\",\"hello\"]\n")
            .file("busybox", busybox.readAll(), 0755);
        QBuffer context;
        context.setData(tar.bytes());
        QVERIFY(context.open(QIODevice::ReadOnly));
        ImagesApi::BuildOptions options;
        options.tags = {u"127.0.0.1:1/longshore-hello:1"_s};
        BuildStream *build = client.images().build(options, &context, this);
        std::optional<QString> result;
        connect(build, &Stream::finished, this,
                [&](const Result<void> &end) { result = end ? QString() : end.error().sentence(); });
        QTRY_VERIFY_WITH_TIMEOUT(result, long_);
        QVERIFY2(result->isEmpty(), qPrintable(*result));
    }
    QByteArray runContainer(EngineClient &client)
    {
        QString problem;
        QByteArray text;
        bool done = false;
        const auto failed = [&](const Error &error) {
            problem = error.sentence();
            done = true;
        };
        ContainerSpec spec;
        spec.image = u"127.0.0.1:1/longshore-hello:1"_s;
        spec.networkMode = u"none"_s;
        client.containers().create(u"hello"_s, spec, this, [&](const Result<CreatedContainer> &made) {
            if (!made)
                return failed(made.error());
            client.containers().start(made->id.value, this, [&](const Result<bool> &started) {
                if (!started)
                    return failed(started.error());
                ContainersApi::LogOptions options;
                options.follow = true;
                LogStream *log = client.containers().logs(u"hello"_s, options, this);
                connect(log, &LogStream::frames, this, [&](const QList<LogFrame> &frames) {
                    for (const LogFrame &frame : frames)
                        text += frame.bytes.toByteArray();
                });
                connect(log, &Stream::finished, this, [&] { done = true; });
            });
        });
        if (!QTest::qWaitFor([&] { return done; }, long_) || !problem.isEmpty())
            QTest::qFail(qPrintable(u"no log: "_s + problem), __FILE__, __LINE__);
        std::optional<bool> removed;
        client.containers().remove(u"hello"_s, {true, true}, this,
                                   [&](const Result<void> &end) { removed = end.has_value(); });
        if (!QTest::qWaitFor([&] { return removed.has_value(); }, long_) || !*removed)
            QTest::qFail("not removed", __FILE__, __LINE__);
        return text;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (qEnvironmentVariable("LONGSHORE_TEST_ENGINE_KIND") != u"podman"_s)
            QSKIP("LONGSHORE_TEST_ENGINE_KIND is not podman: no private namespaces to start one in");
        if (QStandardPaths::findExecutable(u"podman"_s).isEmpty())
            QSKIP("podman is not installed");
    }
    void cleanupTestCase()
    {
        // Podman leaves its store mounted on itself, as every root podman does.
        const QByteArray mounted = QFile::encodeName(m_dir.filePath(u"root/overlay"_s));
        while (::umount2(mounted.constData(), MNT_DETACH) == 0)
            ;
    }
    void detects()
    {
        PodmanService service(setup());
        QSignalSpy detected(&service, &PodmanService::detected);
        service.detect();
        QVERIFY(detected.wait(long_));
        QVERIFY(detected.first().first().toString().contains(u'.'));
    }
    void runsAComponentAndLeavesNothing()
    {
        EngineSession session(EngineEnvironment(), nullptr, {}, setup());
        EngineSync sync(session);
        QSignalSpy none(&session, &EngineSession::noEngine);
        session.startPodman();
        QTRY_VERIFY_WITH_TIMEOUT(session.state() != State::StartingPodman, long_);
        QVERIFY2(none.isEmpty(), qPrintable(session.lastError().sentence()));
        QCOMPARE(session.state(), State::Connected);
        QCOMPARE(session.kind(), EngineKind::Podman);
        QCOMPARE(session.origin(), EngineCandidate::Origin::OwnPodman);
        const QString socket = session.endpoint().path;
        const QFileInfo folder(QFileInfo(socket).path());
        QCOMPARE(folder.permissions() & QFile::Permissions(0x0077), QFile::Permissions());
        buildImage(*session.client());
        QTRY_COMPARE_WITH_TIMEOUT(sync.images().size(), 1, long_); // told by an event
        QCOMPARE(runContainer(*session.client()), QByteArray("hello\n"));
        QSignalSpy shut(&session, &EngineSession::shutDownFinished);
        session.shutDown();
        QTRY_COMPARE_WITH_TIMEOUT(shut.size(), 1, long_);
        QVERIFY(!QFile::exists(socket));
        QVERIFY(leftFolders().isEmpty());
    }
    void twoShareOneStore()
    {
        PodmanService one(setup());
        PodmanService two(setup());
        QSignalSpy oneReady(&one, &PodmanService::ready);
        QSignalSpy twoReady(&two, &PodmanService::ready);
        one.start();
        two.start();
        QTRY_COMPARE_WITH_TIMEOUT(oneReady.size() + twoReady.size(), 2, long_);
        QVERIFY(one.endpoint().path != two.endpoint().path);
        const qint64 pid = one.processId();
        QSignalSpy stopped(&one, &PodmanService::stopped);
        one.stop();
        QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, long_);
        QVERIFY(!alive(pid));
        EngineClient client(two.endpoint());
        std::optional<qsizetype> images;
        client.images().list({}, this,
                             [&](const Result<QList<ImageSummary>> &list) { images = list ? list->size() : -1; });
        QTRY_COMPARE_WITH_TIMEOUT(images.value_or(-2), 1, long_); // what the first test built
        QSignalSpy gone(&two, &PodmanService::stopped);
        two.stop();
        QTRY_COMPARE_WITH_TIMEOUT(gone.size(), 1, long_);
        QVERIFY(leftFolders().isEmpty());
    }
    void killedServiceIsSaid()
    {
        EngineSession session(EngineEnvironment(), nullptr, {}, setup());
        session.startPodman();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::Connected, long_);
        QFile pids(u"/proc/self/task/%1/children"_s.arg(::getpid()));
        QVERIFY(pids.open(QIODevice::ReadOnly));
        const QByteArrayList children = pids.readAll().simplified().split(' ');
        QCOMPARE(children.size(), 1);
        ::kill(children.first().toInt(), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::NoEngine, long_);
        QVERIFY(session.lastError().sentence().contains(u"killed"_s));
        QVERIFY(leftFolders().isEmpty());
        session.startPodman();
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::Connected, long_);
        QSignalSpy shut(&session, &EngineSession::shutDownFinished);
        session.shutDown();
        QTRY_COMPARE_WITH_TIMEOUT(shut.size(), 1, long_);
    }
    void diesWithItsParent()
    {
        // A child of ours that starts a service and is then killed with -9.
        QProcess child;
        child.setProgram(QCoreApplication::applicationFilePath());
        child.setArguments({u"--serve"_s, m_dir.path()});
        child.start();
        QTRY_VERIFY_WITH_TIMEOUT(child.canReadLine(), long_);
        const qint64 pid = child.readLine().trimmed().toLongLong();
        QVERIFY(pid > 0 && alive(pid));
        child.kill();
        QTRY_VERIFY_WITH_TIMEOUT(!alive(pid) || isZombie(pid), long_);
        QTRY_COMPARE(child.state(), QProcess::NotRunning);
    }

public:
    static bool isZombie(qint64 pid)
    {
        QFile stat(u"/proc/%1/stat"_s.arg(pid));
        return stat.open(QIODevice::ReadOnly) && stat.readAll().contains(") Z ");
    }
    static int serve(QCoreApplication &app, const QString &directory)
    {
        PodmanService service(setupIn(QDir(directory)));
        QObject::connect(&service, &PodmanService::ready, &app, [&service] {
            std::printf("%lld\n", service.processId());
            std::fflush(stdout);
        });
        QObject::connect(&service, &PodmanService::failed, &app, [&app] { app.exit(1); });
        service.start();
        return app.exec();
    }
};

int main(int argc, char **argv)
{
    if (argc > 2 && qstrcmp(argv[1], "--serve") == 0) {
        QCoreApplication app(argc, argv);
        return TestPodmanService::serve(app, QString::fromLocal8Bit(argv[2]));
    }
    return test::runTest<QCoreApplication, TestPodmanService>(argc, argv);
}
#include "tst_podmanservice.moc"
