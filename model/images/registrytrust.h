// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>

namespace longshore
{

/// TLS as the engines' own settings want it for this registry (`quay.io`, `h:5000`): every CA in `certs.d/REGISTRY/*.crt`,
/// besides those of the system. With `showsClient` also who we are there: the first pair `*.cert` and `*.key`, for nobody
/// but the registry itself. Blocks on small files.
QSslConfiguration registryTrust(const QString &registry, bool showsClient);

} // namespace longshore
