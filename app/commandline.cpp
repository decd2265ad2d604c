// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "dockerclient/endpoint.h"

#include <QCommandLineParser>
#include <QDir>
#include <QSet>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

using Command = CommandLine::Command;

struct CommandForm {
    Command command;
    QString name;
    QString argument; ///< name of its one positional argument, empty = none
    QString help;
};

const QList<CommandForm> &forms()
{
    static const QList<CommandForm> list{
        {Command::Run, u"run"_s, u"JOB"_s, u"Run a job file, stream its log, exit with its verdict."_s},
        {Command::Images, u"images"_s, {}, u"List the images of the engine."_s},
        {Command::Inspect, u"inspect"_s, u"REF"_s, u"Say what an image is and what it would run."_s},
        {Command::Runs, u"runs"_s, {}, u"List the runs in the store, newest first."_s},
        {Command::Log, u"log"_s, u"RUN"_s, u"Print the stored log of a run."_s},
        {Command::Check, u"check"_s, u"JOB|IMAGE|DIR|RUN"_s, u"Say what the contract would object to, without running anything; of a run, report on what it did."_s},
        {Command::Test, u"test"_s, u"DIR"_s, u"Run the functional cases below a folder, and compare what they write with what is expected."_s},
        {Command::Storage, u"storage"_s, {}, u"List, import, export and drop tables and files of the embedded Storage."_s},
        {Command::Secret, u"secret"_s, {}, u"Keep the secrets of jobs in the vault of the store."_s},
        {Command::Encrypt, u"encrypt"_s, u"JOB"_s, u"Move the values of # keys from a job file into the vault."_s},
    };
    return list;
}

void addCommonOptions(QCommandLineParser &parser)
{
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.addOption({u"engine"_s, u"The engine to use: unix:///path, tcp://host:port or ssh://host."_s, u"ENDPOINT"_s});
    parser.addOption({u"store"_s, u"Where runs and settings are kept."_s, u"DIR"_s});
    parser.addOption({u"passphrase-fd"_s, u"A descriptor that gives the passphrase of the vault."_s, u"N"_s});
    parser.addOption({u"key-file"_s, u"The file with the key of the vault."_s, u"FILE"_s});
    parser.addOption({u"json"_s, u"One JSON object per line on stdout, and nothing else."_s});
    parser.addOption({{u"h"_s, u"help"_s}, u"Print this help."_s});
    parser.addOption({{u"v"_s, u"version"_s}, u"Print the version."_s});
}

struct OptionForm {
    QCommandLineOption option;
    QList<Command> commands; ///< that take it
};

const QList<OptionForm> &options()
{
    static const QList<OptionForm> list = [] {
        QCommandLineOption jobs({u"j"_s, u"jobs"_s}, u"How many cases run at a time; the number of CPUs if not given."_s, u"N"_s);
        jobs.setFlags(QCommandLineOption::ShortOptionStyle); // -j4
        return QList<OptionForm>{
            {{u"data"_s, u"Use this data folder instead of the job's."_s, u"DIR"_s}, {Command::Run}},
            {{u"row"_s, u"Run only this configuration row."_s, u"ID"_s}, {Command::Run}},
            {{u"tag"_s, u"Use this image tag instead of the job's."_s, u"TAG"_s}, {Command::Run}},
            {{u"action"_s, u"Run this synchronous action instead of the job."_s, u"NAME"_s}, {Command::Run}},
            {{u"debug"_s, u"Tell the component that it runs in debug mode."_s}, {Command::Run}},
            {{u"stream"_s, u"Only stdout or only stderr."_s, u"NAME"_s}, {Command::Log}},
            {{u"stage"_s, u"Only this stage of a run with several, from 0."_s, u"N"_s}, {Command::Log}},
            {{u"platform"_s, u"What the platform would show of it: cut, by the component's verbosity, as events."_s}, {Command::Log}},
            {{u"image"_s, u"The image that the cases run."_s, u"REF"_s}, {Command::Test}},
            {{u"case"_s, u"Only this case, or the cases below this folder; * and ? stand for any letters; may be repeated."_s, u"NAME"_s},
             {Command::Test}},
            {{u"junit"_s, u"Write the results as JUnit XML."_s, u"FILE"_s}, {Command::Test}},
            {jobs, {Command::Test}},
            {{u"secret"_s, u"Value of a secret: KEY=@FILE or KEY=fd:N; may be repeated."_s, u"KEY=SOURCE"_s},
             {Command::Run, Command::Test, Command::Check, Command::Encrypt}},
        };
    }();
    return list;
}

void addOwnOptions(QCommandLineParser &parser, Command command)
{
    for (const OptionForm &form : options()) {
        if (form.commands.contains(command))
            parser.addOption(form.option);
    }
    if (command == Command::Storage)
        parser.addOptions(storageOptions());
    if (command == Command::Secret)
        parser.addOptions(secretOptions());
}

QString checkUsage()
{
    return u"\nJOB is a job file, IMAGE a reference, DIR a component's source, a data folder or a folder of cases.\n"
           "RUN is the id of a run that ended, or how it begins (longshore runs lists them): the report on its exit code,\n"
           "stderr, log, outputs and their mapping, state, secrets in log and outputs (those of --secret), on what it\n"
           "wrote outside /data, and on whether it works without root. Exit code 1 when there is an error.\n"_s;
}

QString helpText(const CommandForm *form)
{
    QCommandLineParser parser;
    addCommonOptions(parser);
    QString usage;
    if (form) {
        addOwnOptions(parser, form->command);
        parser.setApplicationDescription(form->help);
        parser.addPositionalArgument(form->name, form->help, form->name + (form->argument.isEmpty() ? QString() : u' ' + form->argument));
        if (form->command == Command::Storage)
            usage = storageUsage();
        else if (form->command == Command::Check)
            usage = checkUsage();
        else if (form->command == Command::Secret)
            usage = secretUsage();
    } else {
        parser.setApplicationDescription(u"Browse local images, launch component images, watch their output.\nWithout a command it opens the window."_s);
        for (const CommandForm &each : forms())
            parser.addPositionalArgument(each.name, each.help, u"[%1]"_s.arg(each.name));
        usage = u"\nExit codes: 0 success, 1 user error, 2 application error, 3 out of memory, 4 timed out, 5 cancelled,\n"
                "64 bad usage, 66 no such image, run or file, 69 engine unavailable, 73 store cannot be written, 74 disk full.\n"_s;
    }
    // Without a QCoreApplication, Qt does not know the program's name.
    return parser.helpText().replace("<executable_name>"_L1, "longshore"_L1) + usage;
}

tl::unexpected<Error> usageError(const QString &happened)
{
    return fail(Error::make(Error::Kind::BadInput, u"longshore"_s, happened, u"longshore --help lists what there is."_s));
}

const CommandForm *formNamed(const QString &name)
{
    for (const CommandForm &form : forms())
        if (form.name == name)
            return &form;
    return nullptr;
}

/// The first word that is not an option or an option's value; the common options may stand before it.
QString commandWord(const QStringList &arguments)
{
    QCommandLineParser parser;
    addCommonOptions(parser);
    QSet<QString> known;
    for (const OptionForm &form : options()) {
        parser.addOption(form.option);
        known.insert(form.option.names().constFirst());
    }
    for (const QCommandLineOption &option : storageOptions() + secretOptions())
        if (!known.contains(option.names().constFirst())) // two commands may have an option of one name
            parser.addOption(option);
    (void)parser.parse(arguments);
    return parser.positionalArguments().value(0);
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
    if (form && form->command == Command::Storage) {
        const Result<StorageArguments> arguments = readStorageArguments(parser, rest);
        if (!arguments)
            return fail(arguments.error());
        line.storage = *arguments;
        return line;
    }
    if (form && form->command == Command::Secret) {
        const Result<SecretArguments> arguments = readSecretCommand(parser, rest);
        if (!arguments)
            return fail(arguments.error());
        line.secret = *arguments;
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

Result<CommandLine> CommandLine::parse(const QStringList &arguments)
{
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
