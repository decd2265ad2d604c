// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/engineerror.h"

#include "dockerclient/transport/reply.h"
#include "dockerclient/types/jsonread.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace
{

/// A page of a proxy or a stack trace is no message (A03).
constexpr qsizetype longestPlainText = 200;

Error::Kind kindOfStatus(int status, const QString &text)
{
    switch (status) {
    case 401:
    case 403: return Error::Kind::PermissionDenied;
    case 404: return Error::Kind::NotFound;
    case 409: return Error::Kind::Conflict;
    default: break;
    }
    // Podman says with 500 what Docker says with 409 (engine-api rule 4).
    return status == 500 && text.contains("already in use"_L1) ? Error::Kind::Conflict : Error::Kind::Engine;
}

QString plainText(const QByteArray &body)
{
    const QString text = QString::fromUtf8(body).trimmed();
    return text.startsWith(u'<') || text.size() > longestPlainText ? text.simplified().left(longestPlainText) : text;
}

} // namespace

bool isSuccess(int status)
{
    return (status >= 200 && status < 300) || status == 304;
}

Error errorFromAnswer(int status, const QString &reason, const QString &asked, const QByteArray &body)
{
    Error error;
    error.asked = asked;
    error.httpStatus = status;
    std::optional<json> object = jsonread::parse(body);
    if (!object) // a stream that failed after its first objects, with a real status on Podman 5
        object = jsonread::parse(body.trimmed().split('\n').constLast());
    for (const char *key : {"message", "error", "cause"}) {
        if (object && error.engineText.isEmpty())
            error.engineText = jsonread::text(*object, key);
    }
    if (!object)
        error.engineText = plainText(body);
    if (error.engineText.isEmpty())
        error.happened = u"HTTP %1 %2"_s.arg(status).arg(reason).trimmed();
    error.kind = kindOfStatus(status, error.engineText);
    return error;
}

std::optional<Error> errorInObject(const json &object, const QString &asked)
{
    if (!object.is_object())
        return std::nullopt;
    QString text = jsonread::text(jsonread::member(object, "errorDetail"), "message");
    if (text.isEmpty())
        text = jsonread::text(object, "error");
    if (text.isEmpty() && object.contains("cause") && object.contains("response"))
        text = jsonread::text(object, "message");
    if (text.isEmpty())
        return std::nullopt;
    Error error;
    error.kind = Error::Kind::Engine;
    error.asked = asked;
    error.httpStatus = 200;
    error.engineText = text;
    return error;
}

std::optional<Error> errorOf(const QNetworkReply &reply, const QString &asked, const QByteArray &body)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // What the engine said counts more than how the connection ended: it closes it early on a refused upload.
    if (status >= 400)
        return errorFromAnswer(status, reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString(), asked, body);
    if (const auto *own = qobject_cast<const Reply *>(&reply)) {
        Error error = own->transportError();
        if (!error.happened.isEmpty()) {
            if (error.kind != Error::Kind::Unreachable && error.kind != Error::Kind::PermissionDenied)
                error.asked = asked;
            error.httpStatus = status;
            return error;
        }
    }
    if (!isSuccess(status))
        return Error::make(Error::Kind::Protocol, asked, u"HTTP %1 is no answer to this"_s.arg(status));
    return std::nullopt;
}

} // namespace longshore
