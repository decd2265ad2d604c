// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/podmanservice.h"

#include "dockerclient/api/system.h"
#include "dockerclient/engineclient.h"
#include "model/engine/podmanconf.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int pollMs = 100;
constexpr int pingMs = 2000;
constexpr int detectMs = 10000;
constexpr qsizetype keptStderr = 4096;
/// sockaddr_un::sun_path with its final zero.
constexpr qsizetype longestSocketPath = 107;
const QString socketName = u"podman.sock"_s;
const QString confName = u"containers.conf"_s;
const QString asked = u"start podman system service"_s;

/// Runs in the child between fork and exec: nothing but async-signal-safe calls.
void tieToParent(pid_t parent)
{
    // Ctrl+C in a terminal is for us: podman must outlive it to stop what runs.
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent)
        ::_exit(1);
}

} // namespace

PodmanService::PodmanService(const PodmanSetup &setup, QObject *parent)
    : QObject(parent)
    , m_setup(setup)
{
    m_poll.setSingleShot(true);
    m_killTimer.setSingleShot(true);
    connect(&m_poll, &QTimer::timeout, this, &PodmanService::poll);
    connect(&m_killTimer, &QTimer::timeout, this, [this] {
        if (m_process)
            m_process->kill();
    });
}

PodmanService::~PodmanService()
{
    if (m_detector) {
        // A QProcess that is destroyed while it runs waits for the program; this one may end in its own time.
        m_detector->disconnect(this);
        m_detector->setParent(nullptr);
        connect(m_detector, &QProcess::finished, m_detector, &QObject::deleteLater);
        m_detector->kill();
    }
    for (QProcess *process : {m_process, m_detection.data()}) {
        if (!process)
            continue;
        process->disconnect(this);
        process->kill();
    }
}

void PodmanService::detect()
{
    auto *process = new QProcess(this);
    m_detector = process;
    process->setStandardErrorFile(QProcess::nullDevice());
    connect(process, &QProcess::errorOccurred, this, [this, process](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        process->deleteLater();
        Q_EMIT detected({});
    });
    connect(process, &QProcess::finished, this, [this, process] {
        process->deleteLater();
        static const QRegularExpression number(u"\\b\\d+\\.\\d+(\\.\\d+)?[\\w.+~-]*"_s);
        const QString text = QString::fromLocal8Bit(process->readAllStandardOutput().left(keptStderr));
        const bool good = process->exitStatus() == QProcess::NormalExit && process->exitCode() == 0;
        Q_EMIT detected(good ? number.match(text).captured(0) : QString());
    });
    QTimer::singleShot(detectMs, process, &QProcess::kill);
    process->start(m_setup.program, {u"--version"_s}, QIODevice::ReadOnly);
}

void PodmanService::start()
{
    if (m_state != State::Stopped)
        return;
    m_state = State::Starting;
    m_stderr.clear();
    if (auto prepared = prepare(); !prepared) {
        const Error error = prepared.error();
        QMetaObject::invokeMethod(
            this, [this, error] { giveUp(error); }, Qt::QueuedConnection);
        return;
    }
    launch();
}

Result<void> PodmanService::prepare()
{
    QString parent = m_setup.runtimeDir;
    if (parent.isEmpty())
        parent = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (parent.isEmpty() || !QDir(parent).exists())
        parent = QDir::tempPath();
    // QTemporaryDir makes it 0700 and never takes one that is there already.
    m_directory =
        std::make_unique<QTemporaryDir>(u"%1/longshore-podman-%2-XXXXXX"_s.arg(parent).arg(::getpid()));
    if (!m_directory->isValid())
        return fail(Error::make(Error::Kind::StoreUnwritable, asked,
                                u"no folder can be made in %1: %2"_s.arg(parent, m_directory->errorString()),
                                u"Set XDG_RUNTIME_DIR to a folder of yours."_s));
    if (QFile::encodeName(m_directory->filePath(socketName)).size() > longestSocketPath)
        return fail(Error::make(Error::Kind::BadInput, asked, u"the path of %1 is too long for a socket"_s.arg(parent),
                                u"Set XDG_RUNTIME_DIR to a shorter one."_s));
    QFile conf(m_directory->filePath(confName));
    const QByteArray text = containersConf(PodmanHost::current()).toUtf8();
    if (!conf.open(QIODevice::WriteOnly | QIODevice::NewOnly) || conf.write(text) != text.size() || !conf.flush())
        return fail(Error::make(Error::Kind::StoreUnwritable, asked,
                                u"%1 cannot be written: %2"_s.arg(conf.fileName(), conf.errorString()),
                                u"Make room or set XDG_RUNTIME_DIR to another folder."_s));
    return {};
}

void PodmanService::launch()
{
    m_process = new QProcess(this);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"CONTAINERS_CONF"_s, m_directory->filePath(confName));
    // Left over from a service manager, it would make podman take a wrong descriptor for its socket.
    environment.remove(u"LISTEN_FDS"_s);
    environment.remove(u"LISTEN_PID"_s);
    m_process->setProcessEnvironment(environment);
    // Conmon leaves files in the folder it is started in.
    m_process->setWorkingDirectory(m_directory->path());
    m_process->setStandardOutputFile(QProcess::nullDevice());
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setChildProcessModifier([parent = ::getpid()] { tieToParent(parent); });
    connect(m_process, &QProcess::readyReadStandardError, this, [this] {
        m_stderr = (m_stderr + m_process->readAllStandardError()).right(keptStderr);
    });
    connect(m_process, &QProcess::finished, this, &PodmanService::childEnded);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            childEnded();
    });
    m_client = new EngineClient(endpoint(), this);
    m_clock.start();
    m_process->start(m_setup.program,
                     m_setup.globalArguments
                         + QStringList{u"system"_s, u"service"_s, u"--time"_s, u"0"_s, endpoint().toString()});
    m_poll.start(pollMs);
}

Endpoint PodmanService::endpoint() const
{
    return m_directory ? Endpoint::unixSocket(m_directory->filePath(socketName)) : Endpoint();
}

qint64 PodmanService::processId() const
{
    return m_process ? m_process->processId() : 0;
}

void PodmanService::poll()
{
    if (m_state != State::Starting || !m_client)
        return;
    if (m_clock.elapsed() > m_setup.readyDeadlineMs)
        return giveUp(Error::make(Error::Kind::Timeout, asked,
                                  u"its socket did not answer within %1 s"_s.arg(m_setup.readyDeadlineMs / 1000.0)
                                      + stderrTail(),
                                  u"Try \"podman info\" in a terminal and see what it says."_s));
    if (!QFile::exists(endpoint().path)) {
        m_poll.start(pollMs);
        return;
    }
    m_client->system().ping(
        this,
        [this](const Result<Ping> &ping) {
            if (m_state != State::Starting)
                return;
            if (!ping) {
                m_poll.start(pollMs);
                return;
            }
            m_state = State::Running;
            Q_EMIT ready(endpoint());
        },
        pingMs);
}

void PodmanService::stop()
{
    if (m_state == State::Stopping)
        return;
    m_state = State::Stopping;
    m_poll.stop();
    if (!m_process || m_process->state() == QProcess::NotRunning) {
        QMetaObject::invokeMethod(this, &PodmanService::childEnded, Qt::QueuedConnection);
        return;
    }
    m_process->terminate();
    m_killTimer.start(m_setup.stopDeadlineMs);
}

void PodmanService::childEnded()
{
    if (m_state == State::Stopping) {
        if (m_detection) {
            connect(m_detection, &QObject::destroyed, this, &PodmanService::childEnded);
            m_detection->kill();
            return;
        }
        cleanUp();
        Q_EMIT stopped();
        return;
    }
    if (m_state == State::Stopped || !m_process)
        return;
    if (m_process->error() == QProcess::FailedToStart)
        return giveUp(Error::make(Error::Kind::NotFound, asked,
                                  u"%1 cannot be run: %2"_s.arg(m_setup.program, m_process->errorString()),
                                  u"Install podman (on Debian: sudo apt install podman)."_s));
    m_stderr = (m_stderr + m_process->readAllStandardError()).right(keptStderr);
    const QString how = m_process->exitStatus() == QProcess::CrashExit
                            ? u"it was killed"_s
                            : u"it ended with code %1"_s.arg(m_process->exitCode());
    giveUp(Error::make(Error::Kind::Unreachable, asked, how + stderrTail(),
                       u"Try \"podman info\" in a terminal and see what it says."_s));
}

void PodmanService::giveUp(Error error)
{
    if (m_process) {
        m_process->disconnect(this);
        // It stays until the kernel has taken it away: a QProcess must not go before its process.
        connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
        if (m_process->state() == QProcess::NotRunning)
            m_process->deleteLater();
        else
            m_process->kill();
        m_process = nullptr;
    }
    cleanUp();
    Q_EMIT failed(error);
}

void PodmanService::cleanUp()
{
    m_poll.stop();
    m_killTimer.stop();
    if (m_process) {
        m_process->disconnect(this);
        m_process->deleteLater();
        m_process = nullptr;
    }
    if (m_client)
        m_client->deleteLater();
    m_client = nullptr;
    m_directory.reset();
    m_state = State::Stopped;
}

QString PodmanService::stderrTail() const
{
    const QString text = QString::fromLocal8Bit(m_stderr).trimmed();
    return text.isEmpty() ? QString() : u"; it said: "_s + text;
}

} // namespace longshore
