// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/ids.h"

#include <QDateTime>
#include <QMap>
#include <QStringList>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// One published or exposed port of a row of `GET /containers/json`.
struct ContainerPort {
    QString ip;          ///< of the host, empty when not published
    int privatePort = 0; ///< in the container
    int publicPort = 0;  ///< on the host, 0 = not published
    QString type;        ///< `tcp`, `udp`, `sctp`

    bool operator==(const ContainerPort &) const = default;
    static ContainerPort fromJson(const nlohmann::json &json);
};

/// One row of `GET /containers/json`.
struct ContainerSummary {
    ContainerId id;
    QStringList names; ///< without the leading slash
    QString image;     ///< the reference it was created from, or an id
    ImageId imageId;
    QString command;
    QDateTime created;
    QString state;  ///< `running`, `exited`, … in the engine's words
    QString status; ///< the engine's English sentence
    QList<ContainerPort> ports; ///< as listed: once per address family
    QMap<QString, QString> labels;

    bool operator==(const ContainerSummary &) const = default;
    static ContainerSummary fromJson(const nlohmann::json &json);
};

/// `GET /containers/{id}/json`.
struct ContainerDetails {
    ContainerId id;
    QString name; ///< without the leading slash
    ImageId imageId;
    QString imageReference; ///< Config.Image
    QDateTime created;
    QString status; ///< State.Status
    bool running = false;
    bool paused = false;
    bool oomKilled = false;
    int exitCode = 0;
    QString stateError;  ///< State.Error
    QDateTime startedAt; ///< invalid when never started (the engine says 0001-01-01)
    QDateTime finishedAt;
    bool tty = false; ///< decides the framing of its log (engine-api rule 5)
    QString logDriver;
    qint64 memoryLimit = 0; ///< bytes, 0 = none
    QMap<QString, QString> labels;

    bool operator==(const ContainerDetails &) const = default;
    bool everStarted() const { return startedAt.isValid(); }
    static ContainerDetails fromJson(const nlohmann::json &json);
};

/// One port of the container that is published on the host.
struct PublishedPort {
    int inside = 0;
    QString protocol; ///< `tcp`, `udp` or `sctp`
    QString address;  ///< of the host; empty = all
    int outside = 0;  ///< 0 = a free one

    bool operator==(const PublishedPort &) const = default;
};

/// The body of `POST /containers/create`. Empty and zero members are left out of the JSON.
struct ContainerSpec {
    QString image; ///< an image id (`sha256:…`) for a run, so that a moved tag changes nothing (F45)
    QStringList env;
    QMap<QString, QString> labels;
    QStringList entrypoint; ///< empty = the image's
    QStringList cmd;        ///< empty = the image's
    QString user;           ///< `uid:gid`
    QString networkMode;
    qint64 memory = 0;     ///< bytes
    qint64 memorySwap = 0; ///< bytes, memory + swap
    double cpus = 0;       ///< NanoCpus / 1e9
    QString logDriver;     ///< with `logOptions`: HostConfig.LogConfig (M9: always explicit)
    QMap<QString, QString> logOptions;
    QStringList securityOpt;
    QMap<QString, QString> sysctls;
    QStringList binds; ///< `host:container[:ro]`
    QList<PublishedPort> ports;

    bool operator==(const ContainerSpec &) const = default;
    nlohmann::json toJson() const;
};

/// What `POST /containers/create` answered.
struct CreatedContainer {
    ContainerId id;
    QStringList warnings;

    bool operator==(const CreatedContainer &) const = default;
    static CreatedContainer fromJson(const nlohmann::json &json);
};

/// The header `X-Docker-Container-Path-Stat` of the archive calls.
struct PathStat {
    QString name;
    qint64 size = 0;
    quint32 mode = 0; ///< Go's os.FileMode: bit 31 directory, bit 27 symlink
    QDateTime mtime;
    QString linkTarget; ///< Podman sets it to the resolved path for regular files too

    bool operator==(const PathStat &) const = default;
    bool isDirectory() const { return mode & (1u << 31); }
    bool isSymlink() const { return mode & (1u << 27); }
    static PathStat fromJson(const nlohmann::json &json);
};

} // namespace longshore
