// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/networksetup.h"

#include "dockerclient/api/networks.h"
#include "dockerclient/engineclient.h"

#include <QNetworkInterface>

namespace longshore
{

using namespace Qt::StringLiterals;

static const QLatin1String noInternet("no-internet");

/// Those that the engine names, else the addresses that this machine has in the network.
static QStringList gatewaysOf(const NetworkDetails &network)
{
    QStringList gateways = network.gateways;
    for (const QString &subnet : gateways.isEmpty() ? network.subnets : QStringList()) {
        const auto range = QHostAddress::parseSubnet(subnet);
        const auto own = QNetworkInterface::allAddresses();
        for (const QHostAddress &address : own) {
            if (range.second > 0 && address.isInSubnet(range))
                gateways.append(address.toString());
        }
    }
    return gateways;
}

NetworkSetup::NetworkSetup(EngineClient &client, const QString &network, bool wantsGateways, QObject *parent)
    : QObject(parent), m_client(client), m_network(network), m_wantsGateways(wantsGateways)
{
}

void NetworkSetup::start()
{
    const bool isOurs = m_network == noInternet;
    const bool hasNone = m_network == u"none"_s || m_network == u"host"_s || m_network.startsWith(u"container:"_s);
    if (!isOurs && (hasNone || !m_wantsGateways)) {
        Q_EMIT ready(m_network, {});
        return;
    }
    // What a container gets when it asks for `bridge` is called otherwise by Podman.
    look(m_network == u"bridge"_s && m_client.kind() == EngineKind::Podman ? u"podman"_s : m_network);
}

void NetworkSetup::cancel()
{
    disconnect();
    if (m_call)
        m_call->cancel();
}

void NetworkSetup::look(const QString &name)
{
    m_call = m_client.networks().inspect(name, this, [this](const Result<NetworkDetails> &network) { looked(network); });
}

void NetworkSetup::looked(const Result<NetworkDetails> &network)
{
    if (!network) {
        if (m_network == noInternet && network.error().kind == Error::Kind::NotFound && !m_made)
            return make();
        Error error = network.error();
        error.asked = u"look at the network %1"_s.arg(m_network);
        Q_EMIT failed(error);
        return;
    }
    if (m_network == noInternet && !network->internal)
        Q_EMIT problem(u"The engine's network no-internet is not an internal one: the component may reach the internet."_s);
    Q_EMIT ready(m_network, m_wantsGateways ? gatewaysOf(*network) : QStringList());
}

// Should another run have made it meanwhile, the second look finds it: what a duplicate is answered with is the engine's choice.
void NetworkSetup::make()
{
    NetworkSpec spec;
    spec.name = noInternet;
    spec.internal = true;
    spec.labels = {{u"longshore.network"_s, noInternet}};
    m_made = true;
    m_call = m_client.networks().create(spec, this, [this](const Result<void> &made) {
        const bool mayExist = !made && made.error().httpStatus != 0 && made.error().httpStatus != 400;
        if (made || mayExist)
            return look(m_network);
        Error error = made.error();
        error.asked = u"make the network no-internet"_s;
        Q_EMIT failed(error);
    });
}

} // namespace longshore
