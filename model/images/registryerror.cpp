// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/registryerror.h"

#include <QRegularExpression>
#include <algorithm>
#include <array>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

struct Words {
    const char *text; ///< lower case
    RegistryProblem problem;
};

/// From the most telling to the least: the first row whose words are in the message decides. Engines wrap each other's
/// messages ("pull access denied …, repository does not exist or may require 'docker login': denied: …").
constexpr std::array table = {
    Words{"no space left on device", RegistryProblem::NoSpace},
    Words{"disk quota exceeded", RegistryProblem::NoSpace},
    Words{"toomanyrequests", RegistryProblem::RateLimited},
    Words{"too many requests", RegistryProblem::RateLimited},
    Words{"rate limit", RegistryProblem::RateLimited},
    Words{"server gave http response to https client", RegistryProblem::PlainHttp},
    Words{"first record does not look like a tls handshake", RegistryProblem::PlainHttp},
    Words{"tls handshake timeout", RegistryProblem::Unreachable},
    Words{"x509:", RegistryProblem::Tls},
    Words{"tls: ", RegistryProblem::Tls},
    Words{"certificate signed by unknown authority", RegistryProblem::Tls},
    Words{"certificate has expired", RegistryProblem::Tls},
    Words{"no matching manifest for", RegistryProblem::WrongPlatform},
    Words{"does not match the specified platform", RegistryProblem::WrongPlatform},
    Words{"no match for platform", RegistryProblem::WrongPlatform},
    Words{"no image found in manifest list", RegistryProblem::WrongPlatform},
    Words{"no image found in image index", RegistryProblem::WrongPlatform},
    Words{"choosing image instance", RegistryProblem::WrongPlatform},
    Words{"cannot be used on this platform", RegistryProblem::WrongPlatform},
    Words{"connect: permission denied", RegistryProblem::Unreachable},
    Words{"no basic auth credentials", RegistryProblem::Denied},
    Words{"pull access denied", RegistryProblem::Denied},
    Words{"authentication required", RegistryProblem::Denied},
    Words{"insufficient_scope", RegistryProblem::Denied},
    Words{"authorization failed", RegistryProblem::Denied},
    Words{"authorization token has expired", RegistryProblem::Denied},
    Words{"invalid username/password", RegistryProblem::Denied},
    Words{"incorrect username or password", RegistryProblem::Denied},
    Words{"unauthorized", RegistryProblem::Denied},
    Words{"denied", RegistryProblem::Denied},
    Words{"403 forbidden", RegistryProblem::Denied},
    Words{"tag does not exist", RegistryProblem::NotHere},
    Words{"does not exist locally", RegistryProblem::NotHere},
    Words{"image not known", RegistryProblem::NotHere},
    Words{"no such image", RegistryProblem::NotHere},
    Words{"no such host", RegistryProblem::Unreachable},
    Words{"dial tcp", RegistryProblem::Unreachable},
    Words{"connection refused", RegistryProblem::Unreachable},
    Words{"network is unreachable", RegistryProblem::Unreachable},
    Words{"no route to host", RegistryProblem::Unreachable},
    Words{"i/o timeout", RegistryProblem::Unreachable},
    Words{"client.timeout exceeded", RegistryProblem::Unreachable},
    Words{"request canceled while waiting for connection", RegistryProblem::Unreachable},
    Words{"context deadline exceeded", RegistryProblem::Unreachable},
    Words{"proxyconnect", RegistryProblem::Unreachable},
    Words{"service unavailable", RegistryProblem::Unreachable},
    Words{"context canceled", RegistryProblem::Cancelled},
    Words{"manifest unknown", RegistryProblem::NotFound},
    Words{"name unknown", RegistryProblem::NotFound},
    Words{"repository name not known", RegistryProblem::NotFound},
    Words{"blob unknown", RegistryProblem::NotFound},
    Words{"not found", RegistryProblem::NotFound},
    Words{"connection reset by peer", RegistryProblem::Interrupted},
    Words{"broken pipe", RegistryProblem::Interrupted},
    Words{"unexpected eof", RegistryProblem::Interrupted},
    Words{": eof", RegistryProblem::Interrupted},
};

/// "mkdir /var/lib/docker/tmp: permission denied": a path of the engine's machine, not a registry's word.
bool isAboutDisk(const QString &text)
{
    static const QRegularExpression refused(u"(?:^|[\\s\"'])/[^\\s:\"']*[\"']?: (?:permission denied|read-only file system|operation not permitted)"_s);
    return refused.match(text).hasMatch();
}

/// A name without a slash may be a word of the message itself: then only where it must be the name.
void removeShortName(QString &text, const QString &name)
{
    text.replace(u"for %1,"_s.arg(name), u"…"_s).replace(u"/library/"_s + name, u"…"_s);
    const bool isTelling = std::any_of(table.begin(), table.end(), [&name](const Words &words) { return name == QLatin1String(words.text); });
    if (!isTelling)
        text.replace(QRegularExpression(u"(?<![\\w./-])%1(?![\\w./-])"_s.arg(QRegularExpression::escape(name))), u"…"_s);
}

/// What was said, without the names that people chose.
QString evidence(const Error &error, const RegistryRequest &request)
{
    QString text = error.engineText.toLower();
    const QString repository = request.image.section(u'@', 0, 0);
    const qsizetype colon = repository.lastIndexOf(u':');
    const bool hasTag = colon > repository.lastIndexOf(u'/');
    const QString name = hasTag ? repository.left(colon) : repository;
    for (const QString &part : {request.image, repository, name, name.mid(request.registry.size() + 1)}) { // URLs have no registry
        if (part.contains(u'/') || part.contains(u':'))
            text.replace(part.toLower(), u"…"_s);
    }
    if (!name.isEmpty() && !name.contains(u'/'))
        removeShortName(text, name);
    if (hasTag) {
        const QString tag = repository.mid(colon + 1).toLower();
        text.replace(u"manifests/"_s + tag, u"…"_s).replace(u"manifest %1 in"_s.arg(tag), u"…"_s);
    }
    return text;
}

QString meaning(RegistryProblem problem, const RegistryRequest &request)
{
    const QString &registry = request.registry;
    const QString who = request.direct ? u"Longshore"_s : u"the engine"_s;
    switch (problem) {
    case RegistryProblem::Denied:
        if (request.kind == RegistryRequest::Kind::Login)
            return u"%1 does not know this user and password"_s.arg(registry);
        if (request.account.isEmpty())
            return u"%1 does not allow it to those who are not logged in, or has no such repository"_s.arg(registry);
        return u"%1 does not allow it to %2, or has no such repository"_s.arg(registry, request.account);
    case RegistryProblem::NotFound:
        return request.kind == RegistryRequest::Kind::Tags ? u"%1 has no such repository"_s.arg(registry) : u"%1 has no such image or tag"_s.arg(registry);
    case RegistryProblem::NotHere: return u"the engine has no image of this name"_s;
    case RegistryProblem::RateLimited: return u"%1 was asked too often"_s.arg(registry);
    case RegistryProblem::Unreachable: return u"%1 cannot reach %2"_s.arg(who, registry);
    case RegistryProblem::Tls: return u"%1 does not trust the certificate of %2"_s.arg(who, registry);
    case RegistryProblem::PlainHttp: return u"%1 speaks plain HTTP, and %2 wants TLS"_s.arg(registry, who);
    case RegistryProblem::NoSpace: return u"the engine's disk is full"_s;
    case RegistryProblem::EngineDisk: return u"the engine may not write on its own disk"_s;
    case RegistryProblem::WrongPlatform:
        return request.platform.isEmpty() ? u"the image does not come for the engine's platform"_s
                                          : u"the image does not come for %1"_s.arg(request.platform);
    case RegistryProblem::Interrupted: return u"the connection to %1 broke"_s.arg(registry);
    case RegistryProblem::Cancelled: return u"it was cancelled"_s;
    case RegistryProblem::None: break;
    }
    return {};
}

QString advice(RegistryProblem problem, const RegistryRequest &request)
{
    const QString &registry = request.registry;
    switch (problem) {
    case RegistryProblem::Denied:
        if (request.kind == RegistryRequest::Kind::Login)
            return u"Check both; many registries want an access token instead of the password."_s;
        return request.account.isEmpty() ? u"Log in to %1, and check the name."_s.arg(registry)
                                         : u"Log in to %1 again or as somebody who may, and check the name."_s.arg(registry);
    case RegistryProblem::NotFound:
        return request.account.isEmpty() ? u"Check name and tag. A private image looks like a missing one: log in to %1 if it is one."_s.arg(registry)
                                         : u"Check name and tag, and whether %1 may see it."_s.arg(request.account);
    case RegistryProblem::NotHere: return u"Give the image this name with Tag, then push it."_s;
    case RegistryProblem::RateLimited:
        return request.account.isEmpty() ? u"Log in to %1, which raises the limit, or try again later."_s.arg(registry) : u"Try again later."_s;
    case RegistryProblem::Unreachable: return u"Check the registry's name and port, the network, and the proxy."_s;
    case RegistryProblem::Tls:
        if (request.direct)
            return u"Add its CA to those this system trusts, or to /etc/docker/certs.d/%1/ca.crt, and check the clock."_s.arg(registry);
        return u"Put the registry's CA into /etc/docker/certs.d/%1/ca.crt (Podman: /etc/containers/certs.d/%1/ca.crt), and check the clock."_s.arg(registry);
    case RegistryProblem::PlainHttp:
        return u"Give it a certificate, or name it in the engine's insecure-registries (Podman: insecure = true in registries.conf)."_s;
    case RegistryProblem::NoSpace: return u"Remove images or containers that nobody needs, then try again."_s;
    case RegistryProblem::EngineDisk: return u"Look at the rights and the mount of that folder on the engine's machine."_s;
    case RegistryProblem::WrongPlatform: return u"Choose another platform, or another tag."_s;
    case RegistryProblem::Interrupted: return u"Try again."_s;
    case RegistryProblem::Cancelled:
    case RegistryProblem::None: break;
    }
    return {};
}

} // namespace

QString RegistryRequest::text() const
{
    const QString who = account.isEmpty() ? u"without logging in"_s : u"as %1"_s.arg(account);
    const QString whole = platform.isEmpty() ? image : u"%1 for %2"_s.arg(image, platform);
    switch (kind) {
    case Kind::Pull: return u"pull %1 from %2 %3"_s.arg(whole, registry, who);
    case Kind::Push: return u"push %1 to %2 %3"_s.arg(image, registry, who);
    case Kind::Tags: return u"list the tags of %1 at %2 %3"_s.arg(image, registry, who);
    case Kind::Login: return u"log in to %1 %2"_s.arg(registry, who);
    }
    return {};
}

RegistryProblem registryProblemOf(const Error &error, const RegistryRequest &request)
{
    if (error.kind == Error::Kind::Cancelled)
        return RegistryProblem::Cancelled;
    if (request.direct && (error.kind == Error::Kind::Unreachable || error.kind == Error::Kind::Timeout))
        return RegistryProblem::Unreachable;
    if (error.engineText.isEmpty() || (error.httpStatus == 0 && !request.direct))
        return RegistryProblem::None; // the engine itself did not answer
    const QString text = evidence(error, request);
    if (!request.direct && isAboutDisk(text))
        return RegistryProblem::EngineDisk;
    const auto row = std::find_if(table.begin(), table.end(), [&text](const Words &words) { return text.contains(QLatin1String(words.text)); });
    if (row != table.end())
        return row->problem;
    switch (error.httpStatus) {
    case 401:
    case 403: return RegistryProblem::Denied;
    case 404: return request.kind == RegistryRequest::Kind::Push ? RegistryProblem::NotHere : RegistryProblem::NotFound;
    case 429: return RegistryProblem::RateLimited;
    default: return RegistryProblem::None;
    }
}

Error registryError(const Error &cause, const RegistryRequest &request)
{
    const RegistryProblem problem = registryProblemOf(cause, request);
    Error error = cause;
    error.asked = request.text();
    if (problem == RegistryProblem::None)
        return error;
    error.happened = meaning(problem, request);
    error.advice = advice(problem, request);
    return error;
}

Error registryError(RegistryProblem problem, const RegistryRequest &request, const QString &happened)
{
    Error error = Error::make(Error::Kind::Engine, request.text(), meaning(problem, request), advice(problem, request));
    if (!happened.isEmpty())
        error.happened += u": "_s + happened;
    if (problem == RegistryProblem::Denied)
        error.kind = Error::Kind::PermissionDenied;
    else if (problem == RegistryProblem::NotFound || problem == RegistryProblem::NotHere)
        error.kind = Error::Kind::NotFound;
    return error;
}

} // namespace longshore
