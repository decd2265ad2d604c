// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"
#include "dockerclient/pendingcall.h"
#include "dockerclient/types/system.h"

#include <QByteArray>
#include <QList>
#include <QNetworkReply>

class QIODevice;

namespace longshore
{

class AccessManager;

/// How much of an answer is read before the call fails with TooLarge (A42).
namespace BodyCap
{
inline constexpr qint64 Inspect = 16 << 20;
inline constexpr qint64 List = 64 << 20;
inline constexpr qint64 Error = 1 << 20;
} // namespace BodyCap

/// One request as the typed calls describe it. `path` starts with '/', is not yet versioned, and its variable parts
/// went through `Request::segment`, after a check of names.h.
struct Request {
    QByteArray method = "GET";
    QByteArray path;
    QList<std::pair<QByteArray, QString>> query; ///< not encoded
    QByteArray body;
    QByteArray contentType;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< besides Content-Type; never told in an error
    QIODevice *upload = nullptr; ///< read as it goes instead of `body`; must outlive the request
    bool versioned = true;
    int deadlineMs = 30'000; ///< to the last byte; 0 = none
    int idleLimitMs = 0;     ///< without a byte either way; 0 = none
    qint64 bodyCap = BodyCap::Inspect;

    /// Percent-encoded, except for what is harmless inside a path: '/', ':' and '@' of references.
    static QByteArray segment(const QString &text);
    void add(const QByteArray &key, const QString &value) { query.append({key, value}); }
    void addFlag(const QByteArray &key, bool on);
};

/// A whole answer with status 2xx or 304.
struct Answer {
    int status = 0;
    QByteArray body;
    QList<QNetworkReply::RawHeaderPair> headers;
    QString asked; ///< for the errors of whoever decodes it

    /// The value of the first header of this name, whatever its case; empty when there is none.
    QByteArray header(const QByteArray &name) const;
};

/// Sends the requests of one client and turns every failure into an `Error`. Belongs to the client's thread.
class Requester : public QObject
{
    Q_OBJECT
public:
    explicit Requester(const Endpoint &endpoint, QObject *parent = nullptr);
    ~Requester() override;

    Endpoint endpoint() const;

    /// The version every versioned path gets; {0,0} = none, "the engine's newest".
    ApiVersion apiVersion = {};
    EngineKind kind = EngineKind::Docker;

    /// A one-shot call. A request that is an error already (a bad name) fails through `done` as well, so that
    /// callers have one path. No callback comes after the requester was destroyed.
    PendingCall *send(const Result<Request> &request, QObject *context, Callback<Answer> done);
    /// The raw reply, for streams, on a connection of its own. The caller deletes it.
    QNetworkReply *open(const Request &request, int idleLimitMs);
    /// "GET /v1.41/images/json": what the errors of this request start with.
    QString asked(const Request &request) const;

private:
    QNetworkReply *start(const Request &request, bool ownConnection, int idleLimitMs);

    AccessManager *m_manager;
};

} // namespace longshore
