// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/error.h"

namespace longshore
{

using namespace Qt::StringLiterals;

QString Error::reason() const
{
    if (!engineText.isEmpty())
        return engineText;
    if (!happened.isEmpty())
        return happened;
    return httpStatus ? u"HTTP %1"_s.arg(httpStatus) : toString(kind);
}

QString Error::sentence() const
{
    QString text = asked.isEmpty() ? QString() : asked + u": "_s;
    if (!happened.isEmpty() && !engineText.isEmpty())
        text += happened + u": "_s + engineText;
    else
        text += reason();
    if (!advice.isEmpty()) {
        text = text.trimmed();
        text += (text.endsWith(u'.') ? u" "_s : u". "_s) + advice;
    }
    return text.simplified();
}

Error Error::make(Kind kind, const QString &asked, const QString &happened, const QString &advice)
{
    Error error;
    error.kind = kind;
    error.asked = asked;
    error.happened = happened;
    error.advice = advice;
    return error;
}

Error Error::cancelled(const QString &asked)
{
    return make(Kind::Cancelled, asked, u"cancelled"_s);
}

QString toString(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Cancelled: return u"cancelled"_s;
    case Error::Kind::BadInput: return u"bad-input"_s;
    case Error::Kind::NotFound: return u"not-found"_s;
    case Error::Kind::Conflict: return u"conflict"_s;
    case Error::Kind::Unreachable: return u"unreachable"_s;
    case Error::Kind::PermissionDenied: return u"permission-denied"_s;
    case Error::Kind::Timeout: return u"timeout"_s;
    case Error::Kind::ConnectionLost: return u"connection-lost"_s;
    case Error::Kind::Protocol: return u"protocol"_s;
    case Error::Kind::UnsupportedApi: return u"unsupported-api"_s;
    case Error::Kind::Engine: return u"engine"_s;
    case Error::Kind::TooLarge: return u"too-large"_s;
    case Error::Kind::StoreUnwritable: return u"store-unwritable"_s;
    case Error::Kind::Disk: return u"disk"_s;
    case Error::Kind::Internal: return u"internal"_s;
    }
    return u"internal"_s;
}

} // namespace longshore
