// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "app/commandlineforms.h"
#include "dockerclient/endpoint.h"

#include <QCommandLineParser>
#include <QDir>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

using Command = CommandLine::Command;

tl::unexpected<Error> usageError(const QString &happened)
{
    return fail(Error::make(Error::Kind::BadInput, u"longshore"_s, happened, u"longshore --help lists what there is."_s));
}

/// The options of one command.
Result<void> readLogValues(const QCommandLineParser &parser, CommandLine &line)
{
    if (parser.isSet(u"stream"_s)) {
        line.logStream = parser.value(u"stream"_s);
        if (line.logStream != "stdout"_L1 && line.logStream != "stderr"_L1)
            return usageError(u"--stream is stdout or stderr, not '%1'"_s.arg(line.logStream));
    }
    if (parser.isSet(u"stage"_s)) {
        bool isNumber = false;
        line.logStage = parser.value(u"stage"_s).toInt(&isNumber);
        if (!isNumber || line.logStage < 0)
            return usageError(u"--stage is a number from 0, not '%1'"_s.arg(parser.value(u"stage"_s)));
    }
    line.logAsPlatform = parser.isSet(u"platform"_s);
    if (line.logAsPlatform && !line.logStream.isEmpty())
        return usageError(u"--platform shows events of both streams; it does not go with --stream"_s);
    return {};
}

Result<void> readOwnValues(const QCommandLineParser &parser, const CommandForm &form, CommandLine &line)
{
    const auto takes = [&form](Command command) { return form.command == command; };
    if (takes(Command::Run) || takes(Command::Test) || takes(Command::Check) || takes(Command::Encrypt))
        line.secrets = parser.values(u"secret"_s);
    if (takes(Command::Run)) {
        line.dataFolder = parser.isSet(u"data"_s) ? QDir().absoluteFilePath(parser.value(u"data"_s)) : QString();
        line.row = parser.value(u"row"_s);
        line.tag = parser.value(u"tag"_s);
        line.action = parser.value(u"action"_s);
        line.debug = parser.isSet(u"debug"_s);
        line.watch = parser.isSet(u"watch"_s);
        line.matrix = parser.value(u"matrix"_s);
        if (parser.isSet(u"matrix"_s) && (line.watch || line.matrix.isEmpty()))
            return usageError(line.watch ? u"--watch and --matrix do not go together"_s : u"--matrix needs what to run over"_s);
    } else if (takes(Command::Log)) {
        return readLogValues(parser, line);
    } else if (takes(Command::Test)) {
        line.image = parser.value(u"image"_s).trimmed();
        if (line.image.isEmpty())
            return usageError(u"'test' needs --image REF: what the cases run"_s);
        line.cases = parser.values(u"case"_s);
        if (parser.isSet(u"junit"_s)) {
            if (parser.value(u"junit"_s).isEmpty())
                return usageError(u"--junit needs a file"_s);
            line.junitFile = QDir().absoluteFilePath(parser.value(u"junit"_s));
        }
        bool number = true;
        line.jobs = parser.isSet(u"jobs"_s) ? parser.value(u"jobs"_s).toInt(&number) : 0;
        if (parser.isSet(u"jobs"_s) && (!number || line.jobs < 1 || line.jobs > 1000))
            return usageError(u"-j is a number from 1 to 1000, not '%1'"_s.arg(parser.value(u"jobs"_s)));
    }
    return {};
}

Result<void> readKeyValues(const QCommandLineParser &parser, CommandLine &line)
{
    if (parser.isSet(u"passphrase-fd"_s)) {
        bool isNumber = false;
        line.passphraseFd = parser.value(u"passphrase-fd"_s).toInt(&isNumber);
        if (!isNumber || line.passphraseFd < 0)
            return usageError(u"--passphrase-fd is the number of an open descriptor, not '%1'"_s.arg(parser.value(u"passphrase-fd"_s)));
    }
    if (parser.isSet(u"key-file"_s)) {
        if (parser.value(u"key-file"_s).isEmpty())
            return usageError(u"--key-file needs a file"_s);
        line.keyFile = QDir().absoluteFilePath(parser.value(u"key-file"_s));
    }
    return {};
}

bool hasOwnWords(Command command)
{
    return command == Command::Storage || command == Command::Secret || command == Command::Import;
}

/// Commands whose words are read in files of their own.
Result<void> readOwnWords(const QCommandLineParser &parser, Command command, const QStringList &words, CommandLine &line)
{
    const auto take = [](auto read, auto *into) -> Result<void> {
        if (!read)
            return fail(read.error());
        *into = *read;
        return {};
    };
    switch (command) {
    case Command::Storage: return take(readStorageArguments(parser, words), &line.storage);
    case Command::Secret: return take(readSecretCommand(parser, words), &line.secret);
    default: return take(readImportArguments(parser, words), &line.import);
    }
}

Result<CommandLine> readValues(const QCommandLineParser &parser, const CommandForm *form)
{
    CommandLine line;
    line.command = form ? form->command : Command::Window;
    line.engine = parser.value(u"engine"_s);
    if (parser.isSet(u"engine"_s) && line.engine.trimmed().isEmpty())
        return usageError(u"--engine needs an endpoint such as unix:///var/run/docker.sock"_s);
    if (parser.isSet(u"engine"_s)) {
        if (const Result<Endpoint> endpoint = Endpoint::parse(line.engine); !endpoint)
            return fail(endpoint.error());
    }
    if (parser.isSet(u"store"_s)) {
        if (parser.value(u"store"_s).isEmpty())
            return usageError(u"--store needs a folder"_s);
        line.store = QDir().absoluteFilePath(parser.value(u"store"_s));
    }
    line.json = parser.isSet(u"json"_s);
    if (const Result<void> read = readKeyValues(parser, line); !read)
        return fail(read.error());

    QStringList rest = parser.positionalArguments();
    if (!rest.isEmpty())
        rest.removeFirst();
    if (form && !form->argument.isEmpty()) {
        if (rest.isEmpty() || rest.first().isEmpty())
            return usageError(u"'%1' needs one argument: %2"_s.arg(form->name, form->argument));
        line.subject = rest.takeFirst();
    }
    if (form && hasOwnWords(form->command)) {
        if (const Result<void> read = readOwnWords(parser, form->command, rest, line); !read)
            return fail(read.error());
        return line;
    }
    if (!rest.isEmpty())
        return usageError(u"'%1' is one argument too many"_s.arg(rest.first()));
    if (!form)
        return line;

    if (const Result<void> read = readOwnValues(parser, *form, line); !read)
        return fail(read.error());
    return line;
}

} // namespace

Result<CommandLine> CommandLine::parse(const QStringList &words)
{
    const QStringList arguments = withForeignLineApart(words);
    const QString word = commandWord(arguments);
    const CommandForm *form = formNamed(word);
    if (!word.isEmpty() && !form)
        return usageError(u"'%1' is not a command"_s.arg(word));

    QCommandLineParser parser;
    addCommonOptions(parser);
    if (form)
        addOwnOptions(parser, form->command);
    if (!parser.parse(arguments))
        return usageError(parser.errorText());
    if (parser.isSet(u"help"_s) || parser.isSet(u"version"_s)) {
        CommandLine line;
        line.command = parser.isSet(u"help"_s) ? Command::Help : Command::Version;
        line.text = parser.isSet(u"help"_s) ? helpText(form) : u"longshore " LONGSHORE_VERSION "\n"_s;
        return line;
    }
    return readValues(parser, form);
}

} // namespace longshore
