// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vault/vaulttypes.h"

#include <QUuid>

namespace longshore
{

using namespace Qt::StringLiterals;

SecretId SecretId::make()
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces)};
}

bool SecretId::isId(const QString &text)
{
    const QUuid id = QUuid::fromString(text);
    return !id.isNull() && id.toString(QUuid::WithoutBraces) == text;
}

QString toKey(KeyPlace place)
{
    switch (place) {
    case KeyPlace::Keychain: return u"keychain"_s;
    case KeyPlace::Passphrase: return u"passphrase"_s;
    case KeyPlace::KeyFile: return u"file"_s;
    }
    return {};
}

} // namespace longshore
