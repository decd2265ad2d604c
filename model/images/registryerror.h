// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/error.h"

namespace longshore
{

/// Why a registry, or the engine that asked it, did not do what was wanted.
enum class RegistryProblem {
    None,          ///< not the registry's: our own call to the engine failed, or a text that nobody knows
    Denied,        ///< not logged in, wrong password, no right; registries say the same of a repository they do not have
    NotFound,      ///< no such repository, tag or digest
    NotHere,       ///< push: the engine has no image of this name
    RateLimited,   ///< too many requests
    Unreachable,   ///< no such host, refused, no answer
    Tls,           ///< a certificate that nobody trusts, or one for another name
    PlainHttp,     ///< it speaks HTTP where TLS is wanted
    NoSpace,       ///< the engine's disk is full
    EngineDisk,    ///< the engine may not write where it keeps images
    WrongPlatform, ///< the image does not come for the platform that was chosen
    Interrupted,   ///< the connection to the registry broke
    Cancelled
};

/// What was asked of a registry, for sentences about it.
struct RegistryRequest {
    enum class Kind { Pull, Push, Tags, Login };

    Kind kind = Kind::Pull;
    QString registry;      ///< `docker.io`, `localhost:5000`
    QString image = {};    ///< familiar reference or repository; empty for Login
    QString account = {};  ///< empty = without logging in
    QString platform = {}; ///< `linux/arm64`; empty = the engine's choice
    bool direct = false;   ///< Longshore itself asked, not the engine

    /// "pull quay.io/a/b:1 as alice", "push a/b:1 to docker.io without logging in".
    QString text() const;
};

/// Told apart by the words of the engine, which are a table: statuses differ from engine to engine (engine-api.md §3).
/// Names in `request` are no evidence, so that an image called "denied" is not.
RegistryProblem registryProblemOf(const Error &error, const RegistryRequest &request);

/// `cause` with what was asked (registry and account included), what the engine said verbatim, what it likely means,
/// and what to do. An error that is not the registry's keeps its own words. Holds no secret.
Error registryError(const Error &cause, const RegistryRequest &request);

/// The same from a problem that we found out ourselves; `happened` is evidence, and may be empty.
Error registryError(RegistryProblem problem, const RegistryRequest &request, const QString &happened = {});

} // namespace longshore
