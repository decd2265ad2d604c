// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/images/registrycredential.h"

#include <QHash>

namespace longshore
{

/// What `~/.docker/config.json` or Podman's `auth.json` says about registries. Only ever read.
struct AuthFile {
    QHash<QString, RegistryCredential> entries; ///< by registry, or `registry/path` where Podman has one for a part
    QString store;                              ///< `credsStore`: the helper for all registries; empty = none
    QHash<QString, QString> helpers;            ///< `credHelpers`: registry → helper

    /// Empty when there is no such file. Errors (a folder, over 1 MiB, no JSON) name the file, never what is in it.
    static Result<AuthFile> read(const QString &path);

    /// The entry for exactly this repository's registry, the longest path first; never one of another registry.
    std::optional<RegistryCredential> find(const QString &repository) const;
    /// The helper that knows this registry; empty when none does.
    QString helperFor(const QString &registry) const;
};

/// A path below the home folder with `~`, as people write it.
QString shortPath(const QString &path);

} // namespace longshore
