// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/ciphers.h"

#include "model/component/phptext.h"
#include "model/json/json.h"

#include <QRegularExpression>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// Calls `visit(value, path)` for each scalar under a key of its own that starts with `#` (N1).
template<class Node, class Visitor>
void forEachMarked(Node &json, const QString &path, const Visitor &visit)
{
    if (!json.is_structured())
        return;
    int index = 0;
    for (auto it = json.begin(); it != json.end(); ++it, ++index) {
        const QString key = json.is_object() ? QString::fromStdString(it.key()) : QString::number(index);
        const QString below = joinPath(path, key);
        if (it->is_structured())
            forEachMarked(*it, below, visit);
        else if (json.is_object() && key.startsWith(u'#'))
            visit(*it, below);
    }
}

QString askedEncrypt()
{
    return u"encrypt the secrets of a document"_s;
}

QString askedDecrypt()
{
    return u"read the secrets of a document"_s;
}

Error notEncrypted(const QString &path, const QString &value)
{
    const QString key = splitPath(path).value(splitPath(path).size() - 1);
    if (isPlatformCipher(value)) {
        return Error::make(Error::Kind::BadInput, askedDecrypt(),
                           u"%1 was encrypted by the platform, and only the platform can decrypt it"_s.arg(path),
                           u"Give its value here with --secret %1=@FILE."_s.arg(key));
    }
    return Error::make(Error::Kind::BadInput, askedDecrypt(),
                       u"Invalid cipher text for key %1: its value is not an encrypted value"_s.arg(path),
                       u"Encrypt it, or allow plain text under # keys."_s);
}

} // namespace

bool isPlatformCipher(const QString &value)
{
    static const QRegularExpression prefix(
        u"^KBC::(?:(?:Secure|ComponentSecure|ProjectSecure|ConfigSecure|ProjectWideSecure|BranchTypeSecure|"
        "BranchTypeConfigSecure|ProjectWideBranchTypeSecure)(?:KV|GKMS)?::|"
        "(?:Encrypted|ComponentEncrypted|ComponentProjectEncrypted)==)"_s);
    return prefix.match(value).hasMatch();
}

bool isPlaceholder(const QString &value)
{
    static const QRegularExpression placeholder(u"^\\{\\{\\s*[A-Za-z0-9_.-]+\\s*\\}\\}$"_s);
    return placeholder.match(value).hasMatch();
}

Result<QByteArray> encryptMarked(const QByteArray &json, const SecretTransform &encrypt,
                                 const std::function<bool(const QString &)> &isOwnCipher)
{
    Result<Json> parsed = scanJson(json, askedEncrypt());
    if (!parsed)
        return fail(parsed.error());
    std::optional<Error> error;
    forEachMarked(*parsed, {}, [&](Json &value, const QString &path) {
        const QString text = phpText(value);
        if (error || isPlatformCipher(text) || isPlaceholder(text) || (isOwnCipher && isOwnCipher(text)))
            return;
        const Result<QString> cipher = encrypt(path, text);
        if (cipher)
            value = fromQString(*cipher);
        else
            error = cipher.error();
    });
    if (error)
        return fail(*error);
    return writeJson(*parsed, JsonStyle::Compact);
}

Result<QByteArray> decryptMarked(const QByteArray &json, const SecretTransform &decrypt,
                                 const std::function<bool(const QString &)> &isOwnCipher, bool plainAllowed)
{
    Result<Json> parsed = scanJson(json, askedDecrypt());
    if (!parsed)
        return fail(parsed.error());
    std::optional<Error> error;
    forEachMarked(*parsed, {}, [&](Json &value, const QString &path) {
        const QString text = phpText(value);
        if (error || text.isEmpty() || isPlaceholder(text))
            return;
        if (!isOwnCipher(text)) {
            if (isPlatformCipher(text) || !plainAllowed)
                error = notEncrypted(path, text);
            return;
        }
        const Result<QString> clear = decrypt(path, text);
        if (clear)
            value = fromQString(*clear);
        else
            error = clear.error();
    });
    if (error)
        return fail(*error);
    return writeJson(*parsed, JsonStyle::Compact);
}

QStringList platformCiphers(const QByteArray &json)
{
    QStringList paths;
    const Result<Json> parsed = scanJson(json, askedDecrypt());
    if (parsed) {
        forEachMarked(*parsed, {}, [&](const Json &value, const QString &path) {
            if (isPlatformCipher(toQString(value)))
                paths.append(path);
        });
    }
    return paths;
}

} // namespace longshore
