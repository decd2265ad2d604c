// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/containers/containerports.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

bool isEveryAddress(const QString &ip)
{
    return ip.isEmpty() || ip == u"0.0.0.0" || ip == u"::";
}

QString bracketed(const QString &host)
{
    return host.contains(u':') ? u'[' + host + u']' : host;
}

} // namespace

QString PortView::text() const
{
    QString text = QString::number(privatePort);
    if (publicPort > 0)
        text.prepend(QString::number(publicPort) + u'→');
    if (!host.isEmpty())
        text.prepend(bracketed(host) + u':');
    return type.isEmpty() || type == u"tcp" ? text : text + u'/' + type;
}

QList<PortView> portViews(const QList<ContainerPort> &ports)
{
    QList<PortView> views;
    for (const ContainerPort &port : ports) {
        const bool named = port.publicPort > 0 && !isEveryAddress(port.ip);
        const PortView view{port.privatePort, port.publicPort, port.type, named ? port.ip : QString()};
        if (!views.contains(view))
            views.append(view);
    }
    const auto key = [](const PortView &view) { return std::tuple(view.publicPort == 0, view.privatePort, view.publicPort, view.type); };
    std::sort(views.begin(), views.end(), [&key](const PortView &a, const PortView &b) { return key(a) < key(b); });
    return views;
}

QString portsText(const QList<ContainerPort> &ports)
{
    QStringList texts;
    for (const PortView &view : portViews(ports))
        texts.append(view.text());
    return texts.join(u", "_s);
}

QUrl portUrl(const PortView &port, const Endpoint &endpoint)
{
    if (port.publicPort == 0 || (!port.type.isEmpty() && port.type != u"tcp"))
        return {};
    QUrl url;
    url.setScheme(port.publicPort == 443 || port.privatePort == 443 ? u"https"_s : u"http"_s);
    const QString engineHost = endpoint.scheme == Endpoint::Scheme::Unix ? u"localhost"_s : endpoint.host;
    url.setHost(port.host.isEmpty() ? engineHost : port.host);
    url.setPort(port.publicPort);
    url.setPath(u"/"_s);
    return url;
}

} // namespace longshore
