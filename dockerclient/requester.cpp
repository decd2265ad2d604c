// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/requester.h"

#include "dockerclient/engineerror.h"
#include "dockerclient/requestcall.h"
#include "dockerclient/transport/accessmanager.h"
#include "dockerclient/transport/requestattributes.h"

#include <QUrl>
#include <QUrlQuery>

namespace longshore
{

using namespace Qt::StringLiterals;

QByteArray Request::segment(const QString &text)
{
    return QUrl::toPercentEncoding(text, "/:@");
}

void Request::addFlag(const QByteArray &key, bool on)
{
    if (on)
        add(key, u"1"_s);
}

QByteArray Answer::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

Requester::Requester(const Endpoint &endpoint, QObject *parent)
    : QObject(parent), m_manager(new AccessManager(endpoint, this))
{
}

Requester::~Requester() = default;

Endpoint Requester::endpoint() const
{
    return m_manager->endpoint();
}

QString Requester::asked(const Request &request) const
{
    const QString prefix = request.versioned && apiVersion.major ? u"/v"_s + apiVersion.toString() : QString();
    return QString::fromLatin1(request.method) + u' ' + prefix + QUrl::fromPercentEncoding(request.path);
}

QNetworkReply *Requester::start(const Request &request, bool ownConnection, int idleLimitMs)
{
    QByteArray target = "unix+http://engine";
    if (request.versioned && apiVersion.major)
        target += "/v" + apiVersion.toString().toLatin1();
    target += request.path;
    char mark = '?';
    for (const auto &[key, value] : request.query) {
        target += mark + key + '=' + QUrl::toPercentEncoding(value);
        mark = '&';
    }
    QNetworkRequest out(QUrl::fromEncoded(target, QUrl::StrictMode));
    if (!request.contentType.isEmpty())
        out.setRawHeader("Content-Type", request.contentType);
    for (const auto &[name, value] : request.headers)
        out.setRawHeader(name, value);
    out.setAttribute(RequestAttribute::Deadline, request.deadlineMs);
    out.setAttribute(RequestAttribute::IdleLimit, idleLimitMs);
    out.setAttribute(RequestAttribute::OwnConnection, ownConnection);
    if (request.method == "GET")
        return m_manager->get(out);
    if (request.method == "HEAD")
        return m_manager->head(out);
    if (request.method == "DELETE")
        return m_manager->deleteResource(out);
    if (request.method == "PUT")
        return request.upload ? m_manager->put(out, request.upload) : m_manager->put(out, request.body);
    return request.upload ? m_manager->post(out, request.upload) : m_manager->post(out, request.body);
}

PendingCall *Requester::send(const Result<Request> &request, QObject *context, Callback<Answer> done)
{
    if (!request)
        return new RequestCall(request.error(), context, std::move(done), this);
    QNetworkReply *reply = start(*request, false, request->idleLimitMs);
    return new RequestCall(reply, asked(*request), request->bodyCap, context, std::move(done), this);
}

QNetworkReply *Requester::open(const Request &request, int idleLimitMs)
{
    Request copy = request;
    copy.deadlineMs = 0;
    return start(copy, true, idleLimitMs);
}

} // namespace longshore
