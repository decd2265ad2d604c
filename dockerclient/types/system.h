// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>
#include <compare>
#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace longshore
{

/// An Engine API version, `1.41`.
struct ApiVersion {
    int major = 0;
    int minor = 0;

    auto operator<=>(const ApiVersion &) const = default;
    static std::optional<ApiVersion> parse(const QString &text);
    QString toString() const;
};

/// The oldest API this program can use, and the newest whose shapes it was written against.
inline constexpr ApiVersion oldestApi{1, 24};
inline constexpr ApiVersion newestApi{1, 45};

enum class EngineKind { Docker, Podman };

/// The headers of an unversioned `GET /_ping`.
struct Ping {
    ApiVersion apiVersion;
    EngineKind kind = EngineKind::Docker;
    QString server; ///< the Server header
    QString osType;

    bool operator==(const Ping &) const = default;
};

/// `GET /version`.
struct EngineVersion {
    QString version;
    ApiVersion apiVersion;
    ApiVersion minApiVersion;
    QString os;
    QString arch;
    QString kernel;

    bool operator==(const EngineVersion &) const = default;
    static EngineVersion fromJson(const nlohmann::json &json);
};

/// `GET /info`.
struct EngineInfo {
    QString id; ///< not unique by itself: known with the endpoint (product.md, "Files on disk")
    QString name;
    QString serverVersion;
    QString operatingSystem;
    QString osType;
    QString architecture;
    int cpus = 0;
    qint64 memory = 0; ///< bytes
    QString storageDriver;
    QString loggingDriver;
    QString cgroupVersion; ///< "1", "2" or empty
    QStringList securityOptions;
    bool rootless = false;
    bool memoryLimit = false;
    bool swapLimit = false;
    bool cpuQuota = false;
    QStringList warnings;

    bool operator==(const EngineInfo &) const = default;
    static EngineInfo fromJson(const nlohmann::json &json);
};

/// One object of `GET /events`. A hint only: inspect is the truth.
struct EngineEvent {
    QString type;   ///< `container`, `image`, …
    QString action; ///< up to the first ':', so `exec_create: sh` is `exec_create`; Podman's `remove` stays as it is
    QString actorId;
    QMap<QString, QString> attributes;
    qint64 timeNano = 0;

    bool operator==(const EngineEvent &) const = default;
    static EngineEvent fromJson(const nlohmann::json &json);
};

} // namespace longshore
