// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"

#include <QNetworkAccessManager>
#include <memory>

namespace longshore
{

class ConnectionPool;

/// A QNetworkAccessManager that speaks HTTP/1.1 to one endpoint over a local socket (ADR 0002). URLs are
/// `unix+http://engine/path?query`; replies are `Reply`. Use one per thread.
///
/// Request attributes understood (see transport/requestattributes.h): a deadline, an idle limit, a connection of
/// its own for streams, a hijack (`101 UPGRADED`) and "may be retried on a stale pooled connection".
class AccessManager : public QNetworkAccessManager
{
    Q_OBJECT
public:
    explicit AccessManager(const Endpoint &endpoint, QObject *parent = nullptr);
    ~AccessManager() override;

    Endpoint endpoint() const;

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *outgoingData) override;

private:
    Endpoint m_endpoint;
    std::shared_ptr<ConnectionPool> m_pool;
};

} // namespace longshore
