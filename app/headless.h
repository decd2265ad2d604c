// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/console.h"
#include "app/exitcode.h"
#include "model/engine/session.h"

#include <QObject>
#include <memory>
#include <optional>

namespace longshore
{

class Settings;
class Store;

/// One command of the command line, from start to exit code. `start` returns at once; `finished` comes once.
class HeadlessCommand : public QObject
{
    Q_OBJECT
public:
    HeadlessCommand(const CommandLine &line, Console &console) : m_line(line), m_console(console) {}

    virtual void start() = 0;
    /// SIGINT, SIGTERM or SIGHUP came. The default ends the command as cancelled.
    virtual void interrupt();

Q_SIGNALS:
    void finished(longshore::ExitCode code);

protected:
    const CommandLine &line() const { return m_line; }
    Console &console() { return m_console; }
    void end(ExitCode code);
    void fail(const Error &error);
    /// The same for a file that a person named: one that may not be read is as good as none, one that is too large is no
    /// job. The engine has no part in it.
    void failForFile(Error error);
    /// The same for a vault that stays locked: what was given does not open it.
    void failForVault(const Error &error);

private:
    CommandLine m_line;
    Console &m_console;
    bool m_ended = false;
};

/// A command that needs the store.
class StoreCommand : public HeadlessCommand
{
    Q_OBJECT
public:
    StoreCommand(const CommandLine &line, Console &console);
    ~StoreCommand() override;
    void start() override;

protected:
    virtual void storeOpened() = 0;
    const std::shared_ptr<Store> &store() const { return m_store; }

private:
    std::shared_ptr<Store> m_store;
};

/// A command that needs an engine too: finds one as the window does, and starts podman as our child when none answers
/// and none was named. Our podman is ended before `finished`.
class EngineCommand : public StoreCommand
{
    Q_OBJECT
public:
    EngineCommand(const CommandLine &line, Console &console);
    ~EngineCommand() override;

protected:
    void storeOpened() override;
    virtual void engineConnected() = 0;
    /// False for a command that says more with an engine, but works without: none is started for it, and
    /// `engineMissing` is called instead of `engineConnected`.
    virtual bool needsEngine() const { return true; }
    virtual void engineMissing(const Error &) {}
    EngineSession &session() { return *m_session; }
    /// Lets go of the engine, then `end`.
    void leave(ExitCode code);
    /// `fail` by way of `leave`.
    void leave(const Error &error);
    void interrupt() override;

private:
    void noEngine(const Error &error);
    void giveUp(const Error &error);

    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<EngineSession> m_session;
    bool m_connected = false; ///< or known to be without an engine
    bool m_leaving = false;
    bool m_podmanKnown = false; ///< whether there is a podman
    bool m_podmanTried = false;
    std::optional<Error> m_noEngine; ///< waits for m_podmanKnown
};

/// Makes the command that `line` names; never Window, Help or Version.
std::unique_ptr<HeadlessCommand> makeCommand(const CommandLine &line, Console &console);

} // namespace longshore
