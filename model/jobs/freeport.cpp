// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/freeport.h"

#include "model/jobs/jobdocument.h"
#include "model/json/json.h"

#include <QTcpServer>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int firstFree = 1024; ///< below it a program needs rights
constexpr int above = 8000;     ///< what people add to the ports below
constexpr int tries = 100;

std::optional<quint16> listenOn(quint16 port)
{
    QTcpServer server;
    return server.listen(QHostAddress::Any, port) ? std::optional(server.serverPort()) : std::nullopt;
}

} // namespace

std::optional<quint16> freeHostPort(quint16 wanted, const QList<quint16> &taken)
{
    const int start = wanted < firstFree ? wanted + above : wanted;
    for (int port = start; port < start + tries && port <= 0xffff; ++port) {
        if (!taken.contains(quint16(port)) && listenOn(quint16(port)))
            return quint16(port);
    }
    const std::optional<quint16> any = listenOn(0);
    return any && !taken.contains(*any) ? any : std::nullopt;
}

QList<quint16> hostPorts(const QStringList &rules)
{
    QList<quint16> ports;
    for (const QString &rule : rules) {
        const QStringList parts = rule.section(u'/', 0, 0).split(u':');
        if (parts.size() < 2)
            continue; // the engine chooses the host's
        const QString host = parts[parts.size() - 2];
        const int first = host.section(u'-', 0, 0).toInt();
        const int last = host.contains(u'-') ? host.section(u'-', 1, 1).toInt() : first;
        for (int port = qMax(first, 1); port <= qMin(last, 0xffff); ++port)
            ports.append(quint16(port));
    }
    return ports;
}

void publishPort(JobDocument *job, quint16 inside)
{
    const QString path = u"extra.ports"_s;
    const Json *ports = findPath(job->root(), path);
    Json rules = ports && ports->is_array() ? *ports : Json::array();
    const std::optional<quint16> free = freeHostPort(inside, hostPorts(job->extra().ports));
    rules.push_back(fromQString(free ? u"%1:%2"_s.arg(*free).arg(inside) : QString::number(inside)));
    if (const Result<void> set = job->setJsonAt(path, writeJson(rules, JsonStyle::Compact)); !set)
        Q_UNREACHABLE(); // what writeJson wrote can be read
}

} // namespace longshore
