// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/import/dockerrunparser.h"

#include "model/jobs/dockersize.h"
#include "model/jobs/import/dockerrunoptions.h"
#include "model/jobs/import/envfile.h"
#include "model/jobs/import/shellwords.h"
#include "model/jobs/jobpaths.h"

#include <QDir>
#include <QRegularExpression>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

const QString asked = u"read the docker run line"_s;

Error refuse(const QString &happened, const QString &advice)
{
    return Error::make(Error::Kind::BadInput, asked, happened, advice);
}

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

/// `/data`, `./data` and so on; a Windows path and the name of a volume stay as they are.
QString absoluteSource(const QString &source, const QDir &folder)
{
    return isMountPath(source) && !source.startsWith(u'/') ? QDir::cleanPath(folder.absoluteFilePath(source)) : source;
}

class Parser
{
public:
    explicit Parser(const QString &folder)
        : m_folder(folder)
    {
    }
    Result<RunLine> parse(QStringList words);

private:
    Result<void> start(QStringList *words);
    Result<void> options(QStringList *words);
    Result<void> longOption(const QString &word, QStringList *words);
    Result<void> shortOptions(const QString &word, QStringList *words);
    Result<void> set(const QString &name, const QString &value);
    void setFlag(const QString &name, const QString &given);
    bool setPlain(const QString &name, const QString &value);
    Result<void> setAmount(const QString &name, const QString &value);
    Result<void> setEnv(const QString &value);
    Result<void> envFile(const QString &path);
    Result<void> setVolume(const QString &value);
    Result<void> setMount(const QString &value);
    Result<void> setPort(const QString &value);
    void cannot(const QString &what, const QString &why = {})
    {
        m_line.unmapped.append({what, why.isEmpty() ? u"is not something Longshore sets"_s : why});
    }

    QDir m_folder;
    RunLine m_line;
    QMap<QString, QString> m_given; ///< `NAME=value` before the command
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
            m_given.insert(word.section(u'=', 0, 0), word.section(u'=', 1));
    }
    if (words->isEmpty())
        return fail(
            refuse(u"it has no docker, podman or nerdctl in it"_s, u"Paste the line from \"docker run\" on."_s));
    words->removeFirst();
    static const QStringList commands{u"run"_s, u"create"_s};
    while (!words->isEmpty() && !commands.contains(words->first())) {
        const QString word = words->takeFirst();
        if (word == "compose"_L1 || word == "build"_L1 || word == "exec"_L1)
            return fail(refuse(u"it is \"docker %1\", not \"docker run\""_s.arg(word), u"Paste a docker run line."_s));
    }
    if (words->isEmpty())
        return fail(refuse(u"it has no \"run\""_s, u"Paste the line from \"docker run\" on."_s));
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
        setFlag(name, hasValue ? word.section(u'=', 1) : u"true"_s);
        return {};
    case RunOption::Unknown:
        cannot(
            word,
            hasValue
                ? u"is not an option of docker run that Longshore knows"_s
                : u"is not an option of docker run that Longshore knows; if a value follows it, that was taken for the image"_s);
        return {};
    case RunOption::Value:
        break;
    }
    if (hasValue)
        return set(name, word.section(u'=', 1));
    if (words->isEmpty())
        return fail(refuse(u"the option %1 has no value"_s.arg(name), u"Paste the whole line."_s));
    return set(name, words->takeFirst());
}

/// `-it`, `-e A=b`, `-eA=b`, `-p=80:80`.
Result<void> Parser::shortOptions(const QString &word, QStringList *words)
{
    for (qsizetype i = 1; i < word.size(); ++i) {
        const QString name = longRunOption(word[i]);
        if (name.isEmpty()) {
            cannot(u'-' + word.mid(i), u"is not an option of docker run that Longshore knows"_s);
            return {};
        }
        if (runOptionKind(name) == RunOption::Flag) {
            setFlag(name, u"true"_s);
            continue;
        }
        QString value = word.mid(i + 1);
        if (value.startsWith(u'='))
            value.remove(0, 1);
        else if (value.isEmpty() && words->isEmpty())
            return fail(refuse(u"the option -%1 has no value"_s.arg(word[i]), u"Paste the whole line."_s));
        else if (value.isEmpty())
            value = words->takeFirst();
        return set(name, value);
    }
    return {};
}

void Parser::setFlag(const QString &name, const QString &given)
{
    // A run is always removed once its outputs are stored, and always followed; saying so or not makes no difference.
    static const QStringList meant{u"--rm"_s,        u"--detach"_s, u"--quiet"_s,
                                   u"--sig-proxy"_s, u"--help"_s,   u"--disable-content-trust"_s};
    const bool on = given == "true"_L1 || given == "1"_L1;
    if (!on || meant.contains(name))
        return;
    ContainerSetup &setup = m_line.setup;
    if (name == "--interactive"_L1)
        setup.openStdin = true;
    else if (name == "--tty"_L1)
        setup.tty = true;
    else if (name == "--privileged"_L1)
        setup.privileged = true;
    else if (name == "--read-only"_L1)
        setup.readonlyRootfs = true;
    else if (name == "--init"_L1)
        setup.init = true;
    else
        cannot(name);
}

/// Options whose value is taken as it is.
bool Parser::setPlain(const QString &name, const QString &value)
{
    ContainerSetup &setup = m_line.setup;
    const QHash<QString, QString *> texts{{u"--name"_s, &setup.name},
                                          {u"--user"_s, &setup.user},
                                          {u"--workdir"_s, &setup.workingDir},
                                          {u"--hostname"_s, &setup.hostname},
                                          {u"--net"_s, &setup.networkMode},
                                          {u"--network"_s, &setup.networkMode},
                                          {u"--restart"_s, &setup.restartPolicy},
                                          {u"--pull"_s, &m_line.pull}};
    const QHash<QString, QStringList *> lists{
        {u"--cap-add"_s, &setup.capAdd}, {u"--cap-drop"_s, &setup.capDrop}, {u"--add-host"_s, &setup.extraHosts}};
    if (QString *text = texts.value(name))
        *text = value;
    else if (QStringList *list = lists.value(name))
        list->append(value);
    else if (name == "--entrypoint"_L1)
        setup.entrypoint = QStringList{value};
    else if (name == "--label"_L1)
        setup.labels.insert(value.section(u'=', 0, 0), value.section(u'=', 1));
    else if (name == "--tmpfs"_L1)
        setup.tmpfs.insert(value.section(u':', 0, 0), value.section(u':', 1));
    else
        return false;
    return true;
}

Result<void> Parser::set(const QString &name, const QString &value)
{
    if (setPlain(name, value))
        return {};
    if (name == "--env"_L1)
        return setEnv(value);
    if (name == "--env-file"_L1)
        return envFile(value);
    if (name == "--volume"_L1)
        return setVolume(value);
    if (name == "--mount"_L1)
        return setMount(value);
    if (name == "--publish"_L1)
        return setPort(value);
    if (name == "--memory"_L1 || name == "--cpus"_L1)
        return setAmount(name, value);
    if (name == "--attach"_L1)
        return {};
    cannot(name + u'=' + value);
    return {};
}

Result<void> Parser::setAmount(const QString &name, const QString &value)
{
    if (name == "--memory"_L1) {
        const std::optional<qint64> bytes = dockerBytes(value);
        if (!bytes)
            return fail(refuse(u"\"%1\" is no amount of memory"_s.arg(value.left(40)), u"Write it like 512m or 2g."_s));
        m_line.setup.memory = *bytes;
        return {};
    }
    bool ok = false;
    const double cpus = value.toDouble(&ok);
    if (!ok || cpus < 0 || cpus > 4096)
        return fail(refuse(u"\"%1\" is no number of processors"_s.arg(value.left(40)), u"Write it like 1.5."_s));
    m_line.setup.nanoCpus = qint64(cpus * 1e9 + 0.5);
    return {};
}

Result<void> Parser::setEnv(const QString &value)
{
    if (value.contains(u'='))
        m_line.setup.env.append(value);
    else if (m_given.contains(value))
        m_line.setup.env.append(value + u'=' + m_given.value(value));
    else
        cannot(u"-e "_s + value, u"takes its value from the shell; give it to the job"_s);
    return {};
}

Result<void> Parser::envFile(const QString &path)
{
    const Result<EnvFile> file = readEnvFile(m_folder.absoluteFilePath(path), EnvDialect::Docker);
    if (!file) {
        cannot(u"--env-file "_s + path, u"could not be read: "_s + file.error().reason());
        return {};
    }
    for (const auto &[name, value] : file->variables)
        m_line.setup.env.append(name + u'=' + value);
    for (const QString &name : file->withoutValue)
        cannot(name, u"in %1 takes its value from the shell; give it to the job"_s.arg(path));
    for (const QString &line : file->unreadable)
        cannot(line, u"in %1 is no variable"_s.arg(path));
    return {};
}

Result<void> Parser::setVolume(const QString &value)
{
    // C:\x:/data: the first colon belongs to the drive.
    static const QRegularExpression shape(u"^((?:[A-Za-z]:[\\\\/])?[^:]+):([^:]+)(?::(.*))?$"_s);
    const QRegularExpressionMatch match = shape.match(value);
    if (!match.hasMatch()) {
        cannot(u"-v "_s + value, u"is an anonymous volume: nothing to keep"_s);
        return {};
    }
    const QString options = match.captured(3);
    m_line.setup.binds.append(absoluteSource(match.captured(1), m_folder) + u':' + match.captured(2) +
                              (options.isEmpty() ? QString() : u':' + options));
    return {};
}

Result<void> Parser::setMount(const QString &value)
{
    QMap<QString, QString> fields;
    const QStringList parts = value.split(u',');
    for (const QString &part : parts)
        fields.insert(part.section(u'=', 0, 0).trimmed().toLower(),
                      part.contains(u'=') ? part.section(u'=', 1) : u"true"_s);
    const auto first = [&fields](std::initializer_list<const char *> names) {
        for (const char *name : names) {
            if (fields.contains(QLatin1String(name)))
                return fields.value(QLatin1String(name));
        }
        return QString();
    };
    ContainerMount mount;
    mount.type = fields.value(u"type"_s, u"volume"_s);
    mount.source = mount.type == "bind"_L1 ? QDir::cleanPath(m_folder.absoluteFilePath(first({"source", "src"})))
                                           : first({"source", "src"});
    mount.destination = first({"target", "destination", "dst"});
    const QString readonly = first({"readonly", "ro"});
    mount.writable = readonly.isEmpty() || readonly == "false"_L1 || readonly == "0"_L1;
    if (mount.destination.isEmpty())
        return fail(
            refuse(u"--mount %1 has no target"_s.arg(value), u"Write it like type=bind,source=…,target=/data."_s));
    m_line.setup.asked.append(mount);
    return {};
}

Result<void> Parser::setPort(const QString &value)
{
    QString port = value.section(u':', -1);
    QString before = value.contains(u':') ? value.chopped(port.size() + 1) : QString();
    if (!port.contains(u'/'))
        port += u"/tcp"_s;
    PortBinding binding{port, {}, before.section(u':', -1)};
    if (before.contains(u':'))
        binding.hostIp = before.chopped(binding.hostPort.size() + 1).remove(u'[').remove(u']');
    m_line.setup.ports.append(binding);
    return {};
}

Result<RunLine> Parser::parse(QStringList words)
{
    if (const Result<void> begun = start(&words); !begun)
        return fail(begun.error());
    if (const Result<void> done = options(&words); !done)
        return fail(done.error());
    if (words.isEmpty())
        return fail(refuse(u"it names no image"_s, u"Paste the whole line."_s));
    m_line.setup.image = words.takeFirst();
    m_line.setup.cmd = words;
    return std::move(m_line);
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
