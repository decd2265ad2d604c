// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/import/dockerrunvalues.h"

#include "model/jobs/dockersize.h"
#include "model/jobs/import/envfile.h"
#include "model/jobs/jobpaths.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// `/data`, `./data` and so on; a Windows path and the name of a volume stay as they are.
QString absoluteSource(const QString &source, const QDir &folder)
{
    return isMountPath(source) && !source.startsWith(u'/') ? QDir::cleanPath(folder.absoluteFilePath(source)) : source;
}

} // namespace

Error refuseRunLine(const QString &happened, const QString &advice)
{
    return Error::make(Error::Kind::BadInput, u"read the docker run line"_s, happened, advice);
}

void DockerRunValues::cannot(const QString &what, const QString &why)
{
    m_line.unmapped.append({what, why.isEmpty() ? u"is not something Longshore sets"_s : why});
}

void DockerRunValues::setFlag(const QString &name, const QString &given)
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
bool DockerRunValues::setPlain(const QString &name, const QString &value)
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

Result<void> DockerRunValues::set(const QString &name, const QString &value)
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

Result<void> DockerRunValues::setAmount(const QString &name, const QString &value)
{
    if (name == "--memory"_L1) {
        const std::optional<qint64> bytes = dockerBytes(value);
        if (!bytes)
            return fail(refuseRunLine(u"\"%1\" is no amount of memory"_s.arg(value.left(40)), u"Write it like 512m or 2g."_s));
        m_line.setup.memory = *bytes;
        return {};
    }
    bool ok = false;
    const double cpus = value.toDouble(&ok);
    if (!ok || cpus < 0 || cpus > 4096)
        return fail(refuseRunLine(u"\"%1\" is no number of processors"_s.arg(value.left(40)), u"Write it like 1.5."_s));
    m_line.setup.nanoCpus = qint64(cpus * 1e9 + 0.5);
    return {};
}

Result<void> DockerRunValues::setEnv(const QString &value)
{
    if (value.contains(u'='))
        m_line.setup.env.append(value);
    else if (m_given.contains(value))
        m_line.setup.env.append(value + u'=' + m_given.value(value));
    else
        cannot(u"-e "_s + value, u"takes its value from the shell; give it to the job"_s);
    return {};
}

Result<void> DockerRunValues::envFile(const QString &path)
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

Result<void> DockerRunValues::setVolume(const QString &value)
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

Result<void> DockerRunValues::setMount(const QString &value)
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
            refuseRunLine(u"--mount %1 has no target"_s.arg(value), u"Write it like type=bind,source=…,target=/data."_s));
    m_line.setup.asked.append(mount);
    return {};
}

Result<void> DockerRunValues::setPort(const QString &value)
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

} // namespace longshore
