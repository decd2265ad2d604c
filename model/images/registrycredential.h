// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/error.h"
#include "model/vault/secretbuffer.h"

#include <QList>
#include <optional>

namespace longshore
{

/// Who asks a registry, and where that is known from. Without a secret it is nobody: anonymous.
struct RegistryCredential {
    QString registry = {};  ///< `docker.io`, `localhost:5000`
    QString user = {};      ///< empty for a token without a name
    SecretKey secret = {};  ///< password or token; null = anonymous
    bool isToken = false;   ///< an identity token, to be exchanged for access, instead of a password
    QString from = {};      ///< "~/.docker/config.json", "docker-credential-pass", "this session"
    std::optional<Error> problem = {}; ///< why a place that should know it did not tell

    bool isAnonymous() const { return !secret; }
    /// "alice", "a token"; empty for nobody.
    QString account() const;
    /// The JSON that engines take, with the secret in it: for `POST /auth`. To be wiped after use.
    QByteArray json() const;
    /// The value of X-Registry-Auth: base64url of `json()`; empty for nobody.
    QByteArray header() const;
    /// The value of an Authorization header with name and password; empty for nobody or a token.
    QByteArray basic() const;
};

/// The value of X-Registry-Config, by which a build pulls its base images; empty when all are nobody.
QByteArray registryConfig(const QList<RegistryCredential> &credentials);

/// How docker writes a registry's name in its files and to its helpers: `https://index.docker.io/v1/` for docker.io.
QString registryServer(const QString &registry);
/// The registry that such a key means, or `registry/path` where it is for a part of one (Podman):
/// `https://index.docker.io/v1/` → `docker.io`, `http://h:5000/v2/` → `h:5000`, `quay.io/org` → `quay.io/org`.
QString registryOfKey(const QString &key);

} // namespace longshore
