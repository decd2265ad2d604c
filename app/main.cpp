// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "app/headless.h"
#include "app/terminationsignals.h"
#include "app/windowmode.h"

#include <QApplication>
#include <QCoreApplication>
#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

void nameProgram()
{
    QCoreApplication::setApplicationName(u"longshore"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(LONGSHORE_VERSION));
    QCoreApplication::setOrganizationName(u"longshore"_s);
}

/// Secrets pass through our memory: no core file, no ptrace by other processes of the user (reliability §4.1).
void protectMemory()
{
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

int runHeadless(int argc, char **argv, const CommandLine &line)
{
    QCoreApplication app(argc, argv);
    nameProgram();
    Console console(line.json);
    TerminationSignals signals_;
    const std::unique_ptr<HeadlessCommand> command = makeCommand(line, console);
    QObject::connect(command.get(), &HeadlessCommand::finished, &app, [](ExitCode code) { QCoreApplication::exit(int(code)); });
    QObject::connect(&signals_, &TerminationSignals::received, command.get(), &HeadlessCommand::interrupt);
    command->start();
    const int code = QCoreApplication::exec();
    return code == int(ExitCode::Success) && console.lost() ? int(ExitCode::IoError) : code;
}

bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

int runWindow(int argc, char **argv, const CommandLine &line)
{
    if (!hasDisplay()) {
        Console(line.json).error(Error::make(Error::Kind::BadInput, u"open the window"_s, u"there is no display"_s,
                                             u"Set DISPLAY or WAYLAND_DISPLAY, or use a command: longshore --help"_s));
        return int(ExitCode::BadUsage);
    }
    QApplication app(argc, argv);
    nameProgram();
    TerminationSignals signals_;
    return runWindowMode(app, line, signals_);
}

} // namespace

int main(int argc, char **argv)
{
    ::signal(SIGPIPE, SIG_IGN);
    protectMemory();
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);

    const Result<CommandLine> line = CommandLine::parse(arguments);
    if (!line) {
        Console(arguments.contains(u"--json"_s)).error(line.error());
        return int(ExitCode::BadUsage);
    }
    if (!line->text.isEmpty()) {
        Console(false).writeOut(line->text.toUtf8());
        return 0;
    }
    return line->command == CommandLine::Command::Window ? runWindow(argc, argv, *line) : runHeadless(argc, argv, *line);
}
