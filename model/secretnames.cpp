// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/secretnames.h"

#include "model/component/secrets.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace longshore
{

bool looksSecret(const QString &name)
{
    // Words, so that "monkey" and "author" are none: camelCase and every sign part words.
    static const QRegularExpression boundary(u"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+"_s);
    static const QRegularExpression word(u"^(?:.*(?:passw(?:or)?d|secret|token|passphrase|credential|apikey|accesskey|privatekey)s?|pwd|auth|pass)$"_s);
    if (name.startsWith(u'#') && name.size() > 1)
        return true;
    if (name == u"PWD" || name == u"OLDPWD") // of a shell
        return false;
    const QStringList words = name.left(256).split(boundary, Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString lower = words[i].toLower();
        if (word.match(lower).hasMatch())
            return true;
        const QString before = i > 0 ? words[i - 1].toLower() : QString();
        if (lower == u"key" && (before == u"api" || before == u"access" || before == u"private" || before == u"secret"
                                || before == u"encryption" || before == u"signing" || before == u"account"))
            return true;
    }
    return false;
}

QStringList secretNames(const QStringList &names)
{
    QStringList secret;
    for (const QString &name : names) {
        if (looksSecret(name))
            secret.append(name);
    }
    return secret;
}

QString withoutSecrets(const QString &text)
{
    const qsizetype equals = text.indexOf(u'=');
    if (equals > 0 && equals + 1 < text.size() && looksSecret(text.left(equals)))
        return text.left(equals + 1) + QString::fromUtf8(maskDots);
    return withoutUrlPasswords(text);
}

QString withoutUrlPasswords(const QString &text)
{
    if (!text.contains("://"_L1))
        return text;
    static const QRegularExpression password(u"(://[^/?#\\s:@]*:)[^/?#\\s@]+(?=@)"_s);
    return QString(text).replace(password, u"\\1"_s + QString::fromUtf8(maskDots));
}

QStringList argvWithoutSecrets(const QStringList &argv)
{
    QStringList shown;
    for (qsizetype i = 0; i < argv.size(); ++i) {
        const QString before = i > 0 ? argv[i - 1] : QString();
        const bool isValue = before.startsWith(u'-') && !before.contains(u'=') && !argv[i].startsWith(u'-') && looksSecret(before);
        shown.append(isValue && !argv[i].isEmpty() ? QString::fromUtf8(maskDots) : withoutSecrets(argv[i]));
    }
    return shown;
}

} // namespace longshore
