// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/registrycredential.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// Our own, since a library's strings are not wiped.
void appendQuoted(QByteArray &json, QByteArrayView text)
{
    json += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\')
            json += '\\', json += c;
        else if (c >= 0 && c < 0x20)
            json += "\\u00" + QByteArray::number(c, 16).rightJustified(2, '0');
        else
            json += c;
    }
    json += '"';
}

void appendMember(QByteArray &json, const char *name, QByteArrayView value)
{
    json += json.endsWith('{') ? "\"" : ",\"";
    json += name;
    json += "\":";
    appendQuoted(json, value);
}

/// Room for what is written, so that growing leaves no copies behind.
QByteArray roomy(const RegistryCredential &credential)
{
    QByteArray json;
    json.reserve(256 + 6 * (credential.secret->size() + credential.user.size() * 3 + credential.registry.size() * 3));
    json += '{';
    return json;
}

} // namespace

QString RegistryCredential::account() const
{
    if (isAnonymous())
        return {};
    return user.isEmpty() ? u"a token"_s : user;
}

QByteArray RegistryCredential::json() const
{
    if (isAnonymous())
        return "{}";
    QByteArray json = roomy(*this);
    if (isToken) {
        appendMember(json, "identitytoken", secret->view());
    } else {
        appendMember(json, "username", user.toUtf8());
        appendMember(json, "password", secret->view());
    }
    appendMember(json, "serveraddress", registryServer(registry).toUtf8());
    json += '}';
    return json;
}

QByteArray RegistryCredential::header() const
{
    if (isAnonymous())
        return {};
    QByteArray plain = json();
    QByteArray encoded = plain.toBase64(QByteArray::Base64UrlEncoding);
    wipe(plain);
    return encoded;
}

QByteArray RegistryCredential::basic() const
{
    if (isAnonymous() || isToken)
        return {};
    QByteArray plain;
    plain.reserve(user.size() * 3 + secret->size() + 2);
    plain += user.toUtf8() + ':';
    plain += secret->view();
    QByteArray encoded = "Basic " + plain.toBase64();
    wipe(plain);
    return encoded;
}

QByteArray registryConfig(const QList<RegistryCredential> &credentials)
{
    QByteArray json = "{";
    for (const RegistryCredential &credential : credentials) {
        if (credential.isAnonymous())
            continue;
        if (!json.endsWith('{'))
            json += ',';
        appendQuoted(json, registryServer(credential.registry).toUtf8());
        QByteArray one = credential.json();
        json += ':' + one;
        wipe(one);
    }
    if (json == "{")
        return {};
    json += '}';
    QByteArray encoded = json.toBase64(QByteArray::Base64UrlEncoding);
    wipe(json);
    return encoded;
}

QString registryServer(const QString &registry)
{
    return registry == "docker.io"_L1 ? u"https://index.docker.io/v1/"_s : registry;
}

QString registryOfKey(const QString &key)
{
    QString text = key;
    for (const QLatin1String scheme : {"https://"_L1, "http://"_L1}) {
        if (text.startsWith(scheme))
            text.remove(0, scheme.size());
    }
    while (text.endsWith(u'/'))
        text.chop(1);
    for (const QLatin1String version : {"/v1"_L1, "/v2"_L1}) {
        if (text.endsWith(version))
            text.chop(version.size());
    }
    if (text == "index.docker.io"_L1)
        return u"docker.io"_s;
    return text;
}

} // namespace longshore
