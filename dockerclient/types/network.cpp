// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/types/network.h"

#include "dockerclient/types/jsonread.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace jsonread;

NetworkDetails NetworkDetails::fromJson(const nlohmann::json &json)
{
    NetworkDetails network;
    network.id = text(json, "Id");
    network.name = text(json, "Name");
    network.driver = text(json, "Driver");
    network.internal = flag(json, "Internal");
    network.labels = textMap(json, "Labels");
    const nlohmann::json &configs = member(member(json, "IPAM"), "Config");
    for (const nlohmann::json &config : configs.is_array() ? configs : nlohmann::json::array()) {
        // Docker adds a prefix length to IPv6 gateways now and then.
        if (const QString subnet = text(config, "Subnet"); !subnet.isEmpty())
            network.subnets.append(subnet);
        const QString gateway = text(config, "Gateway").section(u'/', 0, 0);
        if (!gateway.isEmpty())
            network.gateways.append(gateway);
    }
    return network;
}

nlohmann::json NetworkSpec::toJson() const
{
    // Without CheckDuplicate old Dockers make a second network of the same name.
    return {{"Name", name.toStdString()}, {"CheckDuplicate", true}, {"Driver", "bridge"}, {"Internal", internal}, {"Labels", fromTextMap(labels)}};
}

} // namespace longshore
