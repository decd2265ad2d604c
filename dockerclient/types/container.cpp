// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/types/container.h"

#include "dockerclient/types/jsonread.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace jsonread;

namespace
{

QString withoutSlash(const QString &name)
{
    return name.startsWith(u'/') ? name.mid(1) : name;
}

} // namespace

ContainerPort ContainerPort::fromJson(const nlohmann::json &json)
{
    const auto port = [&json](const char *key) { return qBound(0, smallInteger(json, key), 65535); };
    return {text(json, "IP"), port("PrivatePort"), port("PublicPort"), text(json, "Type")};
}

ContainerSummary ContainerSummary::fromJson(const nlohmann::json &json)
{
    ContainerSummary container;
    container.id = ContainerId::fromEngine(text(json, "Id"));
    for (const QString &name : texts(json, "Names"))
        container.names.append(withoutSlash(name));
    container.image = text(json, "Image");
    container.imageId = ImageId::fromEngine(text(json, "ImageID"));
    container.command = text(json, "Command");
    container.created = time(json, "Created");
    container.state = text(json, "State");
    container.status = text(json, "Status");
    if (const nlohmann::json &ports = member(json, "Ports"); ports.is_array()) {
        for (const nlohmann::json &port : ports) {
            if (port.is_object())
                container.ports.append(ContainerPort::fromJson(port));
        }
    }
    container.labels = textMap(json, "Labels");
    return container;
}

ContainerDetails ContainerDetails::fromJson(const nlohmann::json &json)
{
    ContainerDetails container;
    container.id = ContainerId::fromEngine(text(json, "Id"));
    container.name = withoutSlash(text(json, "Name"));
    container.imageId = ImageId::fromEngine(text(json, "Image"));
    container.created = time(json, "Created");

    const nlohmann::json &state = member(json, "State");
    container.status = text(state, "Status");
    container.running = flag(state, "Running");
    container.paused = flag(state, "Paused");
    container.oomKilled = flag(state, "OOMKilled");
    container.exitCode = smallInteger(state, "ExitCode");
    container.stateError = text(state, "Error");
    container.startedAt = time(state, "StartedAt");
    container.finishedAt = time(state, "FinishedAt");

    const nlohmann::json &config = member(json, "Config");
    container.imageReference = text(config, "Image");
    container.tty = flag(config, "Tty");
    container.labels = textMap(config, "Labels");

    const nlohmann::json &host = member(json, "HostConfig");
    container.logDriver = text(member(host, "LogConfig"), "Type");
    container.memoryLimit = integer(host, "Memory");
    return container;
}

nlohmann::json ContainerSpec::toJson() const
{
    nlohmann::json body = nlohmann::json::object();
    const auto putText = [](nlohmann::json &object, const char *key, const QString &value) {
        if (!value.isEmpty())
            object[key] = value.toStdString();
    };
    const auto putTexts = [](nlohmann::json &object, const char *key, const QStringList &value) {
        if (!value.isEmpty())
            object[key] = fromTexts(value);
    };
    const auto putMap = [](nlohmann::json &object, const char *key, const QMap<QString, QString> &value) {
        if (!value.isEmpty())
            object[key] = fromTextMap(value);
    };
    putText(body, "Image", image);
    putTexts(body, "Env", env);
    putMap(body, "Labels", labels);
    putTexts(body, "Entrypoint", entrypoint);
    putTexts(body, "Cmd", cmd);
    putText(body, "User", user);

    nlohmann::json host = nlohmann::json::object();
    putText(host, "NetworkMode", networkMode);
    if (memory)
        host["Memory"] = memory;
    if (memorySwap)
        host["MemorySwap"] = memorySwap;
    if (cpus > 0)
        host["NanoCpus"] = std::llround(cpus * 1e9);
    if (!logDriver.isEmpty())
        host["LogConfig"] = {{"Type", logDriver.toStdString()}, {"Config", fromTextMap(logOptions)}};
    putTexts(host, "SecurityOpt", securityOpt);
    putMap(host, "Sysctls", sysctls);
    putTexts(host, "Binds", binds);
    for (const PublishedPort &port : ports) {
        const std::string inside = (QString::number(port.inside) + u'/' + port.protocol).toStdString();
        body["ExposedPorts"][inside] = nlohmann::json::object();
        host["PortBindings"][inside].push_back({{"HostIp", port.address.toStdString()},
                                                {"HostPort", port.outside ? std::to_string(port.outside) : std::string()}});
    }
    if (!host.empty())
        body["HostConfig"] = host;
    return body;
}

CreatedContainer CreatedContainer::fromJson(const nlohmann::json &json)
{
    return {ContainerId::fromEngine(text(json, "Id")), texts(json, "Warnings")};
}

PathStat PathStat::fromJson(const nlohmann::json &json)
{
    PathStat stat;
    stat.name = text(json, "name");
    stat.size = integer(json, "size");
    const qint64 mode = integer(json, "mode");
    stat.mode = mode == quint32(mode) ? quint32(mode) : 0;
    stat.mtime = time(json, "mtime");
    stat.linkTarget = text(json, "linkTarget");
    return stat;
}

} // namespace longshore
