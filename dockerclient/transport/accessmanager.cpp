// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/transport/accessmanager.h"

#include "dockerclient/transport/httpreply.h"

namespace longshore
{

namespace
{

QByteArray verbOf(QNetworkAccessManager::Operation operation, const QNetworkRequest &request)
{
    switch (operation) {
    case QNetworkAccessManager::HeadOperation: return "HEAD";
    case QNetworkAccessManager::PutOperation: return "PUT";
    case QNetworkAccessManager::PostOperation: return "POST";
    case QNetworkAccessManager::DeleteOperation: return "DELETE";
    case QNetworkAccessManager::CustomOperation:
        return request.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray();
    default: return "GET";
    }
}

} // namespace

AccessManager::AccessManager(const Endpoint &endpoint, QObject *parent)
    : QNetworkAccessManager(parent), m_endpoint(endpoint), m_pool(std::make_shared<ConnectionPool>(endpoint))
{
}

AccessManager::~AccessManager() = default;

Endpoint AccessManager::endpoint() const
{
    return m_endpoint;
}

QNetworkReply *AccessManager::createRequest(Operation operation, const QNetworkRequest &request,
                                            QIODevice *outgoingData)
{
    return new HttpReply(operation, verbOf(operation, request), request, outgoingData, m_pool, this);
}

} // namespace longshore
