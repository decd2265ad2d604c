// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/container.h"

#include <QList>
#include <QMap>
#include <QStringList>

namespace longshore
{

/// One mount of a running or stopped container, as inspect lists it.
struct ContainerMount {
    QString type;        ///< `bind`, `volume`, `tmpfs`
    QString name;        ///< of a volume
    QString source;      ///< on the host
    QString destination; ///< in the container
    bool writable = true;

    bool operator==(const ContainerMount &) const = default;
    /// A volume that the engine named by itself: 64 hex digits.
    bool isAnonymousVolume() const;
};

/// One entry of HostConfig.PortBindings.
struct PortBinding {
    QString port; ///< `80/tcp`
    QString hostIp;
    QString hostPort; ///< empty = the engine chooses

    bool operator==(const PortBinding &) const = default;
};

/// How a container was set up: what `docker run` was told, and what its image gave it, which inspect does not tell apart.
struct ContainerSetup {
    ContainerId id;
    QString name;
    QString image; ///< the reference it was created from
    QStringList entrypoint;
    QStringList cmd;
    QStringList env;
    QMap<QString, QString> labels;
    QString user;
    QString workingDir;
    QString hostname;
    bool tty = false;
    bool openStdin = false;
    QList<PortBinding> ports;
    QList<ContainerMount> mounts; ///< as they are now
    QStringList binds;            ///< HostConfig.Binds: `source:destination[:options]`
    QList<ContainerMount> asked;  ///< HostConfig.Mounts
    QMap<QString, QString> tmpfs; ///< path → options
    QString networkMode;
    QString restartPolicy; ///< `no`, `always`, `unless-stopped`, `on-failure`
    int restartRetries = 0; ///< of `on-failure`, 0 = without end
    bool autoRemove = false;
    bool privileged = false;
    bool readonlyRootfs = false;
    bool init = false;
    QStringList capAdd;
    QStringList capDrop;
    QStringList extraHosts;
    qint64 memory = 0;   ///< bytes, 0 = no limit
    qint64 nanoCpus = 0; ///< 0 = no limit

    bool operator==(const ContainerSetup &) const = default;
    /// From `GET /containers/{id}/json`; missing and wrong-typed members are left empty.
    static ContainerSetup fromJson(const nlohmann::json &json);
};

} // namespace longshore
