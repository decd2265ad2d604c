// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/transport/accessmanager.h"

#include "dockerclient/transport/connectionpool.h"
#include "dockerclient/transport/httpreply.h"

namespace longshore
{

AccessManager::AccessManager(const Endpoint &endpoint, QObject *parent)
    : QNetworkAccessManager(parent), m_endpoint(endpoint), m_pool(std::make_shared<ConnectionPool>(endpoint))
{
}

AccessManager::~AccessManager() = default;

Endpoint AccessManager::endpoint() const
{
    return m_endpoint;
}

QNetworkReply *AccessManager::createRequest(Operation operation, const QNetworkRequest &request, QIODevice *outgoingData)
{
    QByteArray method;
    switch (operation) {
    case HeadOperation: method = "HEAD"; break;
    case GetOperation: method = "GET"; break;
    case PutOperation: method = "PUT"; break;
    case PostOperation: method = "POST"; break;
    case DeleteOperation: method = "DELETE"; break;
    case CustomOperation:
    case UnknownOperation: method = request.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray(); break;
    }
    return new HttpReply(method, request, operation, outgoingData, m_pool, this);
}

} // namespace longshore
