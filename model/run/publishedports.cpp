// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/publishedports.h"

#include <QHostAddress>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

struct Range {
    int first = 0;
    int last = 0;
    int count() const { return last - first + 1; }
};

std::optional<Range> range(const QString &text)
{
    bool isFirst = false, isLast = false;
    Range range;
    range.first = text.section(u'-', 0, 0).toInt(&isFirst);
    range.last = text.contains(u'-') ? text.section(u'-', 1).toInt(&isLast) : range.first;
    const bool ok = isFirst && (isLast || !text.contains(u'-')) && range.first > 0 && range.last <= 65535 && range.last >= range.first;
    return ok ? std::optional(range) : std::nullopt;
}

bool append(const QString &text, QList<PublishedPort> *list)
{
    const QString protocol = text.contains(u'/') ? text.section(u'/', 1) : u"tcp"_s;
    const QString ports = text.section(u'/', 0, 0);
    const auto inside = range(ports.section(u':', -1));
    if (!inside || !QStringList{u"tcp"_s, u"udp"_s, u"sctp"_s}.contains(protocol))
        return false;
    std::optional<Range> outside;
    QString address;
    if (ports.contains(u':')) {
        const QString before = ports.section(u':', 0, -2);
        const QString host = before.section(u':', -1);
        address = before.contains(u':') ? before.section(u':', 0, -2) : QString();
        if (address.startsWith(u'[') && address.endsWith(u']'))
            address = address.mid(1, address.size() - 2);
        if (!address.isEmpty() && QHostAddress(address).isNull())
            return false;
        outside = range(host);
        if ((!host.isEmpty() && !outside) || (outside && outside->count() != inside->count()))
            return false;
    }
    for (int i = 0; i < inside->count(); ++i)
        list->append({inside->first + i, protocol, address, outside ? outside->first + i : 0});
    return true;
}

} // namespace

Result<QList<PublishedPort>> parsePublishedPorts(const QStringList &ports)
{
    QList<PublishedPort> list;
    for (const QString &text : ports) {
        if (!append(text.trimmed(), &list))
            return fail(Error::make(Error::Kind::BadInput, u"publish the port %1"_s.arg(text), u"it is not one as docker run -p takes it"_s,
                                    u"Write [address:]hostPort:containerPort, e.g. 127.0.0.1:8080:80."_s));
    }
    return list;
}

} // namespace longshore
