// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/import/dockerrunparser.h"

#include "model/jobs/import/dockerrunoptions.h"
#include "model/jobs/import/dockerrunvalues.h"
#include "model/jobs/import/shellwords.h"

#include <QDir>
#include <QRegularExpression>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// What people write into such lines to mean "here" and "me".
std::optional<QString> knownExpansion(const QString &name, const QString &folder)
{
    if (name == "PWD"_L1 || name == "pwd"_L1 || name == "CURDIR"_L1)
        return folder;
    if (name == "HOME"_L1 || name == "USERPROFILE"_L1)
        return QDir::homePath();
    if (name == "id -u"_L1 || name == "UID"_L1)
        return QString::number(::getuid());
    if (name == "id -g"_L1 || name == "GID"_L1)
        return QString::number(::getgid());
    return std::nullopt;
}

class Parser
{
public:
    explicit Parser(const QString &folder)
        : m_values(folder)
    {
    }
    Result<RunLine> parse(QStringList words);

private:
    Result<void> start(QStringList *words);
    Result<void> options(QStringList *words);
    Result<void> longOption(const QString &word, QStringList *words);
    Result<void> shortOptions(const QString &word, QStringList *words);

    DockerRunValues m_values;
};

bool isProgram(const QString &word)
{
    const QString name = word.section(u'/', -1).section(u'\\', -1);
    static const QStringList programs{u"docker"_s, u"podman"_s, u"nerdctl"_s, u"docker.exe"_s};
    return programs.contains(name);
}

/// Up to and with `run`.
Result<void> Parser::start(QStringList *words)
{
    static const QRegularExpression assignment(u"^[A-Za-z_][A-Za-z0-9_]*="_s);
    while (!words->isEmpty() && !isProgram(words->first())) {
        const QString word = words->takeFirst();
        if (assignment.match(word).hasMatch())
            m_values.give(word.section(u'=', 0, 0), word.section(u'=', 1));
    }
    if (words->isEmpty())
        return fail(
            refuseRunLine(u"it has no docker, podman or nerdctl in it"_s, u"Paste the line from \"docker run\" on."_s));
    words->removeFirst();
    static const QStringList commands{u"run"_s, u"create"_s};
    while (!words->isEmpty() && !commands.contains(words->first())) {
        const QString word = words->takeFirst();
        if (word == "compose"_L1 || word == "build"_L1 || word == "exec"_L1)
            return fail(refuseRunLine(u"it is \"docker %1\", not \"docker run\""_s.arg(word), u"Paste a docker run line."_s));
    }
    if (words->isEmpty())
        return fail(refuseRunLine(u"it has no \"run\""_s, u"Paste the line from \"docker run\" on."_s));
    words->removeFirst();
    return {};
}

Result<void> Parser::options(QStringList *words)
{
    while (!words->isEmpty()) {
        const QString word = words->first();
        if (!word.startsWith(u'-') || word.size() < 2)
            return {};
        words->removeFirst();
        if (word == "--"_L1)
            return {};
        const Result<void> done = word.startsWith("--"_L1) ? longOption(word, words) : shortOptions(word, words);
        if (!done)
            return done;
    }
    return {};
}

Result<void> Parser::longOption(const QString &word, QStringList *words)
{
    const QString name = word.section(u'=', 0, 0);
    const bool hasValue = word.contains(u'=');
    switch (runOptionKind(name)) {
    case RunOption::Flag:
        m_values.setFlag(name, hasValue ? word.section(u'=', 1) : u"true"_s);
        return {};
    case RunOption::Unknown:
        m_values.cannot(
            word,
            hasValue
                ? u"is not an option of docker run that Longshore knows"_s
                : u"is not an option of docker run that Longshore knows; if a value follows it, that was taken for the image"_s);
        return {};
    case RunOption::Value:
        break;
    }
    if (hasValue)
        return m_values.set(name, word.section(u'=', 1));
    if (words->isEmpty())
        return fail(refuseRunLine(u"the option %1 has no value"_s.arg(name), u"Paste the whole line."_s));
    return m_values.set(name, words->takeFirst());
}

/// `-it`, `-e A=b`, `-eA=b`, `-p=80:80`.
Result<void> Parser::shortOptions(const QString &word, QStringList *words)
{
    for (qsizetype i = 1; i < word.size(); ++i) {
        const QString name = longRunOption(word[i]);
        if (name.isEmpty()) {
            m_values.cannot(u'-' + word.mid(i), u"is not an option of docker run that Longshore knows"_s);
            return {};
        }
        if (runOptionKind(name) == RunOption::Flag) {
            m_values.setFlag(name, u"true"_s);
            continue;
        }
        QString value = word.mid(i + 1);
        if (value.startsWith(u'='))
            value.remove(0, 1);
        else if (value.isEmpty() && words->isEmpty())
            return fail(refuseRunLine(u"the option -%1 has no value"_s.arg(word[i]), u"Paste the whole line."_s));
        else if (value.isEmpty())
            value = words->takeFirst();
        return m_values.set(name, value);
    }
    return {};
}

Result<RunLine> Parser::parse(QStringList words)
{
    if (const Result<void> begun = start(&words); !begun)
        return fail(begun.error());
    if (const Result<void> done = options(&words); !done)
        return fail(done.error());
    if (words.isEmpty())
        return fail(refuseRunLine(u"it names no image"_s, u"Paste the whole line."_s));
    RunLine line = m_values.take();
    line.setup.image = words.takeFirst();
    line.setup.cmd = words;
    return line;
}

} // namespace

bool looksLikeDockerRun(const QString &text)
{
    static const QRegularExpression shape(u"\\b(?:docker(?:\\.exe)?|podman|nerdctl)\\b[^\\n;|]*\\s(?:run|create)\\s"_s);
    return shape.match(text.left(4096)).hasMatch();
}

Result<RunLine> parseDockerRun(const QString &text, const QString &folder)
{
    QString line = text.trimmed();
    for (const QString &prompt : {u"$ "_s, u"# "_s, u"> "_s}) {
        if (line.startsWith(prompt))
            line = line.mid(2).trimmed();
    }
    Result<ShellLine> shell =
        splitShellLine(line, [&folder](const QString &name) { return knownExpansion(name, folder); });
    if (!shell)
        return fail(shell.error());
    Result<RunLine> parsed = Parser(folder).parse(shell->words);
    if (!parsed)
        return parsed;
    for (const QString &name : std::as_const(shell->unresolved))
        parsed->unmapped.append({name, u"stands for something that only the shell knows; it was kept as it is"_s});
    if (!shell->rest.isEmpty())
        parsed->unmapped.append({shell->rest, u"belongs to the shell, not to the container"_s});
    return parsed;
}

} // namespace longshore
