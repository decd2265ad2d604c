// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/images/registrycredential.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>

namespace longshore
{

/// Limits of what a registry may take and send.
struct RegistryLimits {
    int answerMs = 3000; ///< to the last byte of one answer
    qint64 body = 4 << 20;
};

/// One registry, spoken to in the Docker Registry HTTP API v2 as one user: Basic, or Bearer through the token service it
/// names. TLS, and plain HTTP only for an address of this machine. Follows no redirect, keeps no cookie, and lets
/// credentials go nowhere but to the registry and, over TLS, its token service.
class RegistryClient : public QObject
{
    Q_OBJECT
public:
    RegistryClient(const RegistryCredential &who, QObject *parent, const RegistryLimits &limits = {});

    struct Answer {
        QByteArray body;
        QString next;   ///< the target of the next page; empty = this is the last
        QString digest; ///< of what is named, where the registry tells it
    };
    /// `GET /v2/…`; `target` begins behind the "/v2/". `scope` is what a token is asked for ("repository:a/b:pull").
    /// `done` comes once, later, unless this dies first. Error texts are the registry's own, for `registryError`.
    void get(const QString &target, const QString &scope, Callback<Answer> done);
    /// The same by `HEAD`, of something in one of these media types.
    void head(const QString &target, const QString &scope, const QByteArray &accept, Callback<Answer> done);

    /// `docker.io` is reached at registry-1.docker.io.
    static QString hostOf(const QString &registry);
    /// "localhost", 127.0.0.0/8 or [::1], with or without port.
    static bool isThisMachine(const QString &host);

private:
    void start(const QString &target, const QString &scope, const QByteArray &accept, Callback<Answer> done);
    void await(QNetworkReply *reply, const std::function<void(QNetworkReply *, const QByteArray &)> &done);
    void fetch();
    void answered(QNetworkReply *reply, const QByteArray &body);
    void authorize(const QByteArray &challenge);
    void askToken(const QUrl &realm, const QString &service);
    void tokenCame(QNetworkReply *reply, const QByteArray &body);
    Error errorOf(QNetworkReply *reply, const QByteArray &body) const;
    void end(const Result<Answer> &result);
    QNetworkRequest requestFor(const QUrl &url) const;

    RegistryCredential m_who;
    RegistryLimits m_limits;
    QNetworkAccessManager m_network;
    QString m_host;
    bool m_isNear;          ///< on this machine
    bool m_plain = false;   ///< http
    QByteArray m_authorization;
    bool m_authorized = false; ///< answered the challenge of this call
    QString m_target;
    QString m_scope;
    QByteArray m_accept; ///< of `head`; empty = `get`
    Callback<Answer> m_done;
};

} // namespace longshore
