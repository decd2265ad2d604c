// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/gelfaddress.h"

#include <QNetworkInterface>

namespace longshore
{

using namespace Qt::StringLiterals;

Result<QHostAddress> gelfAddress(const QString &network, const QStringList &gateways, EngineKind kind)
{
    if (network == u"none"_s)
        return QHostAddress();
    if (network == u"host"_s)
        return QHostAddress(QHostAddress::LocalHost);
    const QString asked = u"listen for the component's GELF messages"_s;
    for (const QString &gateway : gateways) {
        const QHostAddress address(gateway);
        if (address.protocol() != QAbstractSocket::IPv4Protocol)
            continue;
        if (kind == EngineKind::Podman || QNetworkInterface::allAddresses().contains(address))
            return address;
        return longshore::fail(Error::make(Error::Kind::BadInput, asked,
                                           u"the gateway %1 of the network %2 is no address of this machine"_s.arg(gateway, network),
                                           u"Run the component on an engine of this machine, or set data.logging.type to \"standard\"."_s));
    }
    return longshore::fail(Error::make(Error::Kind::BadInput, asked, u"the network %1 has no gateway"_s.arg(network),
                                       u"Choose a network of driver bridge, or set data.logging.type to \"standard\"."_s));
}

GelfListener::Options gelfOptions(const LoggingDefinition &logging, const QHostAddress &address, const Redactor &redactor)
{
    GelfListener::Options options;
    using Protocol = GelfListener::Protocol;
    options.protocol = logging.gelfServerType == u"udp"_s ? Protocol::Udp : logging.gelfServerType == u"http"_s ? Protocol::Http : Protocol::Tcp;
    options.address = address;
    options.redactor = redactor;
    options.isBoundEarly = true;
    return options;
}

} // namespace longshore
