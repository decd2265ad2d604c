// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandlineforms.h"

#include <QCommandLineParser>
#include <QSet>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

using Command = CommandLine::Command;

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
        {Command::Import, u"import"_s, {}, u"Make a job file of a docker run line, a configuration, a folder, a snapshot or a container."_s},
        {Command::Encrypt, u"encrypt"_s, u"JOB"_s, u"Move the values of # keys from a job file into the vault."_s},
    };
    return list;
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
            {{u"watch"_s, u"Build and run again whenever the job's source is saved, until Ctrl+C."_s}, {Command::Run}},
            {{u"matrix"_s, u"One run for each: tag=1,2,3 or config=a.json,b.json."_s, u"AXIS"_s}, {Command::Run}},
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

QString checkUsage()
{
    return u"\nJOB is a job file, IMAGE a reference, DIR a component's source, a data folder or a folder of cases.\n"
           "RUN is the id of a run that ended, or how it begins (longshore runs lists them): the report on its exit code,\n"
           "stderr, log, outputs and their mapping, state, secrets in log and outputs (those of --secret), on what it\n"
           "wrote outside /data, and on whether it works without root. Exit code 1 when there is an error.\n"_s;
}

} // namespace

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
    if (command == Command::Import)
        parser.addOptions(importOptions());
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
        else if (form->command == Command::Import)
            usage = importUsage();
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

const CommandForm *formNamed(const QString &name)
{
    for (const CommandForm &form : forms())
        if (form.name == name)
            return &form;
    return nullptr;
}

QString commandWord(const QStringList &arguments)
{
    QCommandLineParser parser;
    addCommonOptions(parser);
    QSet<QString> known;
    for (const OptionForm &form : options()) {
        parser.addOption(form.option);
        known.insert(form.option.names().constFirst());
    }
    for (const QCommandLineOption &option : storageOptions() + secretOptions() + importOptions())
        if (!known.contains(option.names().constFirst())) // two commands may have an option of one name
            parser.addOption(option);
    (void)parser.parse(arguments);
    return parser.positionalArguments().value(0);
}

} // namespace longshore
