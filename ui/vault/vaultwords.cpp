// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/vaultwords.h"

#include "dockerclient/error.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("longshore::VaultWords", text);
}

QString advice(const Error &error, KeyPlace place)
{
    switch (place) {
    case KeyPlace::Passphrase:
        return error.kind == Error::Kind::BadInput ? tr("Look at Caps Lock and the keyboard's layout, and try again. Nobody can recover a passphrase.")
                                                   : QString();
    case KeyPlace::KeyFile:
        return error.kind == Error::Kind::NotFound         ? tr("Choose the file that the vault was locked with.")
            : error.kind == Error::Kind::PermissionDenied ? error.advice
                                                          : tr("Choose another file.");
    case KeyPlace::Keychain:
        return error.kind == Error::Kind::NotFound || error.kind == Error::Kind::BadInput
            ? tr("Is it the keychain of another login or machine? Then import the secrets from a sealed export.")
            : tr("Start or unlock the keychain and try again.");
    }
    return {};
}

} // namespace

QString vaultTrouble(const Error &error, KeyPlace place)
{
    QString reason = error.reason();
    if (!reason.isEmpty())
        reason[0] = reason[0].toUpper();
    const QString what = advice(error, place);
    return what.isEmpty() ? reason + u'.' : reason + u". "_s + what;
}

} // namespace longshore
