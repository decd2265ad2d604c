// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/registrycredential.h"

namespace longshore
{

// How a login to a registry lies in the keychain: one item for each registry, in it the user's name and the secret.

/// The item's name.
QString keptItem(const QString &registry);
SecretKey writeKeptLogin(const RegistryCredential &credential);
/// Nothing when these bytes are no such item.
std::optional<RegistryCredential> readKeptLogin(const QString &registry, QByteArrayView bytes);

} // namespace longshore
