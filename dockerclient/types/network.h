// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QStringList>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// `GET /networks/{name}`.
struct NetworkDetails {
    QString id;
    QString name;
    QString driver;
    bool internal = false; ///< no way out of it
    QStringList subnets;   ///< `172.17.0.0/16`
    QStringList gateways;  ///< the engine's host on it, as its containers see it; Docker leaves out that of `bridge` before its first use
    QMap<QString, QString> labels;

    bool operator==(const NetworkDetails &) const = default;
    static NetworkDetails fromJson(const nlohmann::json &json);
};

/// The body of `POST /networks/create`.
struct NetworkSpec {
    QString name;
    bool internal = false;
    QMap<QString, QString> labels;

    bool operator==(const NetworkSpec &) const = default;
    nlohmann::json toJson() const;
};

} // namespace longshore
