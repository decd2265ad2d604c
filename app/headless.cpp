// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless.h"

#include "app/commands/checkcommand.h"
#include "app/commands/encryptcommand.h"
#include "app/commands/imagescommand.h"
#include "app/commands/importcommand.h"
#include "app/commands/inspectcommand.h"
#include "app/commands/logcommand.h"
#include "app/commands/matrixcommand.h"
#include "app/commands/runcommand.h"
#include "app/commands/runscommand.h"
#include "app/commands/secretcommand.h"
#include "app/commands/storagecommand.h"
#include "app/commands/testcommand.h"
#include "app/commands/watchcommand.h"
#include "model/settings.h"
#include "model/store/store.h"

namespace longshore
{

using namespace Qt::StringLiterals;

void HeadlessCommand::end(ExitCode code)
{
    if (m_ended)
        return;
    m_ended = true;
    // Queued: the command may end within start(), before the event loop runs.
    QMetaObject::invokeMethod(this, [this, code] { Q_EMIT finished(code); }, Qt::QueuedConnection);
}

void HeadlessCommand::fail(const Error &error)
{
    m_console.error(error);
    end(exitCodeFor(error));
}

void HeadlessCommand::failForFile(Error error)
{
    if (error.kind == Error::Kind::PermissionDenied)
        error.kind = Error::Kind::NotFound;
    else if (error.kind == Error::Kind::TooLarge)
        error.kind = Error::Kind::BadInput;
    fail(error);
}

void HeadlessCommand::failForVault(const Error &error)
{
    m_console.error(error);
    const bool hasCode = error.kind == Error::Kind::NotFound || error.kind == Error::Kind::Cancelled || error.kind == Error::Kind::Disk || error.kind == Error::Kind::StoreUnwritable;
    end(hasCode ? exitCodeFor(error) : ExitCode::BadUsage);
}

void HeadlessCommand::interrupt()
{
    end(ExitCode::Cancelled);
}

StoreCommand::StoreCommand(const CommandLine &line, Console &console) : HeadlessCommand(line, console) {}

StoreCommand::~StoreCommand() = default;

void StoreCommand::start()
{
    const QString directory = line().store.isEmpty() ? Store::defaultDirectory() : line().store;
    Result<std::shared_ptr<Store>> store = Store::open(directory);
    if (!store)
        return fail(store.error());
    m_store = *store;
    storeOpened();
}

EngineCommand::EngineCommand(const CommandLine &line, Console &console) : StoreCommand(line, console) {}

EngineCommand::~EngineCommand() = default;

void EngineCommand::storeOpened()
{
    m_settings = std::make_unique<Settings>(store()->directory());
    m_session = std::make_unique<EngineSession>(
        EngineEnvironment::fromSystem(line().engine, m_settings->savedEndpoint()));
    connect(m_session.get(), &EngineSession::connected, this, [this] {
        if (!m_connected && !m_leaving) {
            m_connected = true;
            engineConnected();
        }
    });
    connect(m_session.get(), &EngineSession::noEngine, this, &EngineCommand::noEngine);
    connect(m_session.get(), &EngineSession::podmanDetected, this, [this] {
        m_podmanKnown = true;
        if (const std::optional<Error> error = std::exchange(m_noEngine, std::nullopt))
            noEngine(*error);
    });
    m_session->start();
}

/// An engine that was named is never swapped for another; else podman, if there is one, is started once.
void EngineCommand::noEngine(const Error &error)
{
    if (!needsEngine()) {
        if (!m_connected && !m_leaving && !std::exchange(m_connected, true))
            engineMissing(error);
        return;
    }
    const QList<ProbeReport> &probes = m_session->probes();
    const bool named = std::any_of(probes.cbegin(), probes.cend(), [](const ProbeReport &probe) {
        return probe.candidate.decisive && probe.candidate.isGiven();
    });
    if (named || m_podmanTried || (m_podmanKnown && m_session->podmanVersion().isEmpty()))
        return giveUp(error);
    if (!m_podmanKnown) {
        m_noEngine = error;
        return;
    }
    m_podmanTried = true;
    console().note(tr("no engine is running; starting podman %1 for this command").arg(m_session->podmanVersion()));
    m_session->startPodman();
}

void EngineCommand::giveUp(const Error &error)
{
    for (const ProbeReport &probe : m_session->probes())
        if (probe.outcome == ProbeReport::Outcome::Failed)
            console().note(tr("tried %1 (%2): %3").arg(probe.candidate.text, probe.candidate.originText(), probe.error.reason()));
    console().error(error);
    leave(ExitCode::EngineUnavailable);
}

void EngineCommand::leave(ExitCode code)
{
    if (m_leaving)
        return;
    m_leaving = true;
    connect(m_session.get(), &EngineSession::shutDownFinished, this, [this, code] { end(code); });
    m_session->shutDown();
}

void EngineCommand::leave(const Error &error)
{
    console().error(error);
    leave(exitCodeFor(error));
}

void EngineCommand::interrupt()
{
    if (m_session)
        leave(ExitCode::Cancelled);
    else
        end(ExitCode::Cancelled);
}

static std::unique_ptr<HeadlessCommand> makeRunCommand(const CommandLine &line, Console &console)
{
    if (line.watch)
        return std::make_unique<WatchCommand>(line, console);
    if (!line.matrix.isEmpty())
        return std::make_unique<MatrixCommand>(line, console);
    return std::make_unique<RunCommand>(line, console);
}

std::unique_ptr<HeadlessCommand> makeCommand(const CommandLine &line, Console &console)
{
    switch (line.command) {
    case CommandLine::Command::Run: return makeRunCommand(line, console);
    case CommandLine::Command::Images: return std::make_unique<ImagesCommand>(line, console);
    case CommandLine::Command::Inspect: return std::make_unique<InspectCommand>(line, console);
    case CommandLine::Command::Runs: return std::make_unique<RunsCommand>(line, console);
    case CommandLine::Command::Log: return std::make_unique<LogCommand>(line, console);
    case CommandLine::Command::Check: return std::make_unique<CheckCommand>(line, console);
    case CommandLine::Command::Test: return std::make_unique<TestCommand>(line, console);
    case CommandLine::Command::Storage: return std::make_unique<StorageCommand>(line, console);
    case CommandLine::Command::Secret: return std::make_unique<SecretCommand>(line, console);
    case CommandLine::Command::Import: return std::make_unique<ImportCommand>(line, console);
    case CommandLine::Command::Encrypt: return std::make_unique<EncryptCommand>(line, console);
    case CommandLine::Command::Window:
    case CommandLine::Command::Help:
    case CommandLine::Command::Version: break;
    }
    return nullptr;
}

} // namespace longshore
