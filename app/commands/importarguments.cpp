// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/importarguments.h"

#include "app/commands/subcommand.h"
#include "model/jobs/import/dockerrunparser.h"
#include "model/shelltext.h"

#include <QCommandLineParser>
#include <QDir>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

const QString command = u"import"_s;

using Source = ImportArguments::Source;

struct Form {
    QString word;
    Source source;
    QString argument;
    QString help;
};

const QList<Form> &forms()
{
    static const QList<Form> list{
        {u"docker-run"_s, Source::DockerRun, u"LINE…"_s, u"A docker run line: as one argument, or all that follows."_s},
        {u"env"_s, Source::Env, u"FILE"_s, u"Variables of an environment file."_s},
        {u"config"_s, Source::Config, u"FILE"_s, u"A config.json, a stored configuration or a component record."_s},
        {u"folder"_s, Source::Folder, u"DIR"_s, u"A component's source or a data folder."_s},
        {u"zip"_s, Source::Zip, u"FILE"_s, u"A debug snapshot or an exported job; unpacked beside --out."_s},
        {u"container"_s, Source::Container, u"NAME"_s, u"The settings of a container of the engine."_s},
    };
    return list;
}

/// The shell took the quotes away, so they are put back; a line given as one argument still has its own.
QString runLine(const QStringList &words)
{
    if (words.size() == 1 && looksLikeDockerRun(words.first()))
        return words.first();
    QStringList quoted;
    for (const QString &word : words)
        quoted.append(shellQuoted(word));
    const QString line = quoted.join(u' ');
    return looksLikeDockerRun(line) ? line : u"docker run "_s + line;
}

} // namespace

QList<QCommandLineOption> importOptions()
{
    return {{u"out"_s, u"Write the job file here instead of to stdout; import docker-run: before the line."_s, u"JOB"_s}};
}

QString importUsage()
{
    QString text = u"\nUsage:\n"_s;
    for (const Form &form : forms())
        text += u"  longshore import "_s + (form.word + u' ' + form.argument).leftJustified(20) + form.help + u'\n';
    return text + u"\nWhat the job cannot hold is listed on stderr.\n"_s;
}

Result<ImportArguments> readImportArguments(const QCommandLineParser &parser, const QStringList &words)
{
    const Result<const Form *> chosen = chosenForm(command, forms(), words);
    if (!chosen)
        return fail(chosen.error());
    const Form *form = *chosen;
    if (words.value(1).isEmpty())
        return usageError(command, u"'import %1' needs one argument: %2"_s.arg(form->word, form->argument));
    if (words.size() > 2 && form->source != Source::DockerRun)
        return usageError(command, u"'%1' is one argument too many"_s.arg(words[2]));
    if (parser.isSet(u"out"_s) && parser.value(u"out"_s).isEmpty())
        return usageError(command, u"--out needs a file"_s);
    if (form->source == Source::Zip && !parser.isSet(u"out"_s))
        return usageError(command, u"'import zip' needs --out JOB: its data is unpacked beside it"_s);
    ImportArguments arguments{form->source, words[1], {}};
    if (form->source == Source::DockerRun)
        arguments.what = runLine(words.mid(1));
    else if (form->source != Source::Container)
        arguments.what = QDir().absoluteFilePath(arguments.what);
    if (parser.isSet(u"out"_s))
        arguments.out = QDir().absoluteFilePath(parser.value(u"out"_s));
    return arguments;
}

QStringList withForeignLineApart(const QStringList &arguments)
{
    const qsizetype at = arguments.indexOf(u"docker-run"_s);
    static const QStringList ours{u"--help"_s, u"-h"_s, u"--"_s};
    if (at < 0 || !arguments.first(at).contains(u"import"_s) || ours.contains(arguments.value(at + 1)))
        return arguments;
    QStringList apart = arguments;
    apart.insert(at + 1, u"--"_s);
    return apart;
}

} // namespace longshore
