// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/registryclient.h"

#include "dockerclient/types/jsonread.h"
#include "model/images/registrychallenge.h"
#include "model/images/registrytrust.h"

#include <QHostAddress>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QTimer>
#include <QUrlQuery>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// What a registry's error body says: its messages, else its codes.
QString messageIn(const QByteArray &body)
{
    const auto document = jsonread::parse(body);
    if (!document)
        return QString::fromUtf8(body).simplified().left(200);
    QStringList messages;
    const nlohmann::json &errors = jsonread::member(*document, "errors");
    if (errors.is_array()) {
        for (const nlohmann::json &error : errors) {
            const QString message = jsonread::text(error, "message");
            messages.append(message.isEmpty() ? jsonread::text(error, "code") : message);
        }
    }
    if (messages.isEmpty())
        messages.append(jsonread::text(*document, "details"));
    return messages.join(u"; "_s).simplified().left(400);
}

} // namespace

RegistryClient::RegistryClient(const RegistryCredential &who, QObject *parent, const RegistryLimits &limits)
    : QObject(parent), m_who(who), m_limits(limits), m_host(hostOf(who.registry)), m_isNear(isThisMachine(m_host))
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    connect(&m_network, &QNetworkAccessManager::sslErrors, this, [this](QNetworkReply *reply) {
        if (isThisMachine(reply->url().authority())) // plain HTTP would do there; a token service may be elsewhere
            reply->ignoreSslErrors();
    });
}

QString RegistryClient::hostOf(const QString &registry)
{
    return registry == "docker.io"_L1 ? u"registry-1.docker.io"_s : registry;
}

bool RegistryClient::isThisMachine(const QString &host)
{
    const QString name = QUrl(u"https://"_s + host).host();
    return name == "localhost"_L1 || QHostAddress(name).isLoopback();
}

void RegistryClient::get(const QString &target, const QString &scope, Callback<Answer> done)
{
    start(target, scope, {}, std::move(done));
}

void RegistryClient::head(const QString &target, const QString &scope, const QByteArray &accept, Callback<Answer> done)
{
    start(target, scope, accept, std::move(done));
}

void RegistryClient::start(const QString &target, const QString &scope, const QByteArray &accept, Callback<Answer> done)
{
    m_target = target;
    m_scope = scope;
    m_accept = accept;
    m_done = std::move(done);
    m_authorized = false;
    fetch();
}

QNetworkRequest RegistryClient::requestFor(const QUrl &url) const
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"longshore"_s);
    request.setSslConfiguration(registryTrust(m_who.registry, url.authority() == m_host));
    return request;
}

void RegistryClient::await(QNetworkReply *reply, const std::function<void(QNetworkReply *, const QByteArray &)> &done)
{
    auto *limit = new QTimer(reply);
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, reply, [reply] {
        reply->setProperty("late", true);
        reply->abort();
    });
    limit->start(m_limits.answerMs);
    auto body = std::make_shared<QByteArray>();
    connect(reply, &QNetworkReply::readyRead, this, [this, reply, body] {
        *body += reply->readAll();
        if (body->size() > m_limits.body) {
            reply->setProperty("tooLong", true);
            reply->abort();
        }
    });
    connect(reply, &QNetworkReply::finished, this, [reply, body, done] {
        reply->deleteLater();
        done(reply, *body);
    });
}

void RegistryClient::fetch()
{
    const QUrl url(u"%1://%2/v2/%3"_s.arg(m_plain ? u"http"_s : u"https"_s, m_host, m_target), QUrl::StrictMode);
    if (!url.isValid()) {
        const Error error = Error::make(Error::Kind::BadInput, {}, u"%1 is no registry's address"_s.arg(m_host));
        QMetaObject::invokeMethod(this, [this, error] { end(fail(error)); }, Qt::QueuedConnection);
        return;
    }
    QNetworkRequest request = requestFor(url);
    if (!m_authorization.isEmpty())
        request.setRawHeader("Authorization", m_authorization);
    if (!m_accept.isEmpty())
        request.setRawHeader("Accept", m_accept);
    await(m_accept.isEmpty() ? m_network.get(request) : m_network.head(request), [this](QNetworkReply *reply, const QByteArray &body) { answered(reply, body); });
}

void RegistryClient::answered(QNetworkReply *reply, const QByteArray &body)
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool noTls = reply->error() == QNetworkReply::SslHandshakeFailedError || reply->error() == QNetworkReply::RemoteHostClosedError;
    if (status == 0 && m_isNear && !m_plain && noTls) {
        m_plain = true;
        return fetch();
    }
    if (status == 401 && !m_authorized)
        return authorize(reply->rawHeader("WWW-Authenticate"));
    if (status == 200 && reply->error() == QNetworkReply::NoError)
        return end(Answer{body, nextPage(reply->rawHeader("Link"), reply->url()), QString::fromLatin1(reply->rawHeader("Docker-Content-Digest"))});
    end(fail(errorOf(reply, body)));
}

/// Does what the registry wants to see, once for each call.
void RegistryClient::authorize(const QByteArray &header)
{
    m_authorized = true;
    const RegistryChallenge challenge = RegistryChallenge::parse(header);
    if (challenge.kind == RegistryChallenge::Kind::Bearer) {
        const QUrl realm(challenge.realm);
        const bool mayGo = realm.scheme() == "https"_L1 || (realm.scheme() == "http"_L1 && m_isNear && isThisMachine(realm.authority()));
        if (!mayGo)
            return end(fail(Error::make(Error::Kind::Protocol, {}, u"its token service is not reached by TLS"_s)));
        return askToken(realm, challenge.service);
    }
    const QByteArray basic = challenge.kind == RegistryChallenge::Kind::Basic ? m_who.basic() : QByteArray();
    if (basic.isEmpty()) {
        Error error = Error::make(Error::Kind::PermissionDenied, {}, {});
        error.httpStatus = 401;
        error.engineText = u"unauthorized: authentication required"_s;
        return end(fail(error));
    }
    m_authorization = basic;
    fetch();
}

void RegistryClient::askToken(const QUrl &realm, const QString &service)
{
    QUrlQuery query;
    if (!service.isEmpty())
        query.addQueryItem(u"service"_s, service);
    if (!m_scope.isEmpty())
        query.addQueryItem(u"scope"_s, m_scope);
    const auto done = [this](QNetworkReply *reply, const QByteArray &body) { tokenCame(reply, body); };
    if (m_who.isToken) {
        QByteArray form = "grant_type=refresh_token&client_id=longshore&service=" + QUrl::toPercentEncoding(service) + "&scope="
            + QUrl::toPercentEncoding(m_scope) + "&refresh_token=" + m_who.secret->view().toByteArray().toPercentEncoding();
        QNetworkRequest request = requestFor(realm);
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
        await(m_network.post(request, form), done);
        return wipe(form);
    }
    QUrl url = realm;
    QUrlQuery whole(realm);
    for (const auto &[key, value] : query.queryItems())
        whole.addQueryItem(key, value);
    url.setQuery(whole);
    QNetworkRequest request = requestFor(url);
    if (const QByteArray basic = m_who.basic(); !basic.isEmpty())
        request.setRawHeader("Authorization", basic);
    await(m_network.get(request), done);
}

void RegistryClient::tokenCame(QNetworkReply *reply, const QByteArray &body)
{
    if (reply->error() != QNetworkReply::NoError)
        return end(fail(errorOf(reply, body)));
    const auto document = jsonread::parse(body);
    QString token = document ? jsonread::text(*document, "token") : QString();
    if (token.isEmpty() && document)
        token = jsonread::text(*document, "access_token");
    if (token.isEmpty())
        return end(fail(Error::make(Error::Kind::Protocol, {}, u"its token service gave no token"_s)));
    m_authorization = "Bearer " + token.toUtf8();
    fetch();
}

Error RegistryClient::errorOf(QNetworkReply *reply, const QByteArray &body) const
{
    Error error = Error::make(Error::Kind::Engine, {}, {});
    error.httpStatus = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply->property("tooLong").toBool()) {
        error.kind = Error::Kind::TooLarge;
        error.happened = u"the answer is longer than %1 MiB"_s.arg(m_limits.body >> 20);
    } else if (reply->property("late").toBool()) {
        error.kind = Error::Kind::Timeout;
        error.happened = u"no answer within %1 s"_s.arg(m_limits.answerMs / 1000.0);
    } else if (error.httpStatus >= 400) {
        error.engineText = messageIn(body);
        if (error.engineText.isEmpty())
            error.engineText = u"HTTP %1"_s.arg(error.httpStatus);
    } else if (error.httpStatus >= 300) {
        error.kind = Error::Kind::Protocol;
        error.happened = u"it sends us elsewhere (HTTP %1)"_s.arg(error.httpStatus);
    } else if (reply->error() == QNetworkReply::SslHandshakeFailedError) {
        error.kind = Error::Kind::Protocol;
        error.engineText = u"TLS: "_s + reply->errorString();
    } else {
        error.kind = error.httpStatus == 200 ? Error::Kind::ConnectionLost : Error::Kind::Unreachable;
        error.happened = reply->errorString();
    }
    return error;
}

void RegistryClient::end(const Result<Answer> &result)
{
    if (const auto done = std::exchange(m_done, {}))
        done(result);
}

} // namespace longshore
