// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/containers/containersetup.h"

#include "dockerclient/types/jsonread.h"

#include <QRegularExpression>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

using namespace jsonread;

namespace
{

QList<PortBinding> portsOf(const nlohmann::json &bindings)
{
    QList<PortBinding> ports;
    if (!bindings.is_object())
        return ports;
    for (const auto &[key, list] : bindings.items()) {
        if (!list.is_array())
            continue;
        for (const nlohmann::json &binding : list)
            ports.append({QString::fromStdString(key), text(binding, "HostIp"), text(binding, "HostPort")});
    }
    return ports;
}

QList<ContainerMount> mountsOf(const nlohmann::json &list)
{
    QList<ContainerMount> mounts;
    if (!list.is_array())
        return mounts;
    for (const nlohmann::json &mount : list) {
        const nlohmann::json &writable = member(mount, "RW");
        mounts.append({text(mount, "Type"), text(mount, "Name"), text(mount, "Source"), text(mount, "Destination"),
                       !writable.is_boolean() || writable.get<bool>()});
    }
    return mounts;
}

QList<ContainerMount> askedOf(const nlohmann::json &list)
{
    QList<ContainerMount> mounts;
    if (!list.is_array())
        return mounts;
    for (const nlohmann::json &mount : list)
        mounts.append({text(mount, "Type"), {}, text(mount, "Source"), text(mount, "Target"), !flag(mount, "ReadOnly")});
    return mounts;
}

} // namespace

bool ContainerMount::isAnonymousVolume() const
{
    static const QRegularExpression chosen(u"^[0-9a-f]{64}$"_s);
    return type == u"volume" && chosen.match(name).hasMatch();
}

ContainerSetup ContainerSetup::fromJson(const nlohmann::json &json)
{
    ContainerSetup setup;
    setup.id = ContainerId::fromEngine(text(json, "Id"));
    setup.name = text(json, "Name");
    if (setup.name.startsWith(u'/'))
        setup.name.remove(0, 1);
    setup.mounts = mountsOf(member(json, "Mounts"));

    const nlohmann::json &config = member(json, "Config");
    setup.image = text(config, "Image");
    setup.entrypoint = texts(config, "Entrypoint");
    if (const QString one = text(config, "Entrypoint"); !one.isEmpty()) // Podman's older API
        setup.entrypoint = QStringList{one};
    setup.cmd = texts(config, "Cmd");
    setup.env = texts(config, "Env");
    setup.labels = textMap(config, "Labels");
    setup.user = text(config, "User");
    setup.workingDir = text(config, "WorkingDir");
    setup.hostname = text(config, "Hostname");
    setup.tty = flag(config, "Tty");
    setup.openStdin = flag(config, "OpenStdin");

    const nlohmann::json &host = member(json, "HostConfig");
    setup.ports = portsOf(member(host, "PortBindings"));
    setup.binds = texts(host, "Binds");
    setup.asked = askedOf(member(host, "Mounts"));
    setup.tmpfs = textMap(host, "Tmpfs");
    setup.networkMode = text(host, "NetworkMode");
    setup.restartPolicy = text(member(host, "RestartPolicy"), "Name");
    setup.restartRetries = smallInteger(member(host, "RestartPolicy"), "MaximumRetryCount");
    setup.autoRemove = flag(host, "AutoRemove");
    setup.privileged = flag(host, "Privileged");
    setup.readonlyRootfs = flag(host, "ReadonlyRootfs");
    setup.init = flag(host, "Init");
    setup.capAdd = texts(host, "CapAdd");
    setup.capDrop = texts(host, "CapDrop");
    setup.extraHosts = texts(host, "ExtraHosts");
    setup.memory = integer(host, "Memory");
    setup.nanoCpus = integer(host, "NanoCpus");
    return setup;
}

} // namespace longshore
