// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"

#include <QList>
#include <QMap>
#include <optional>

namespace longshore
{

/// Everything the choice of an engine depends on, so that it can be tested without touching the machine.
struct EngineEnvironment {
    QMap<QString, QString> variables; ///< DOCKER_HOST, DOCKER_CONTEXT
    QString requested;                ///< `--engine`, empty when not given
    QString savedChoice;              ///< Settings::savedEndpoint()
    QString dockerConfigDir;          ///< `~/.docker` or $DOCKER_CONFIG; empty = do not look
    QString runtimeDir;               ///< $XDG_RUNTIME_DIR, else /run/user/<uid> when it exists; may be empty
    QString systemRoot;               ///< put before the usual system paths; empty but in tests

    /// This process' environment.
    static EngineEnvironment fromSystem(const QString &requested, const QString &savedChoice);
};

/// One place where an engine may be.
struct EngineCandidate {
    enum class Origin {
        Requested,           ///< --engine
        DockerHost,          ///< the variable DOCKER_HOST
        Saved,               ///< the saved choice
        DockerContext,       ///< the current docker context
        UsualDocker,         ///< /var/run/docker.sock
        UsualRootlessDocker, ///< $XDG_RUNTIME_DIR/docker.sock
        UsualPodman,         ///< /run/podman/podman.sock and $XDG_RUNTIME_DIR/podman/podman.sock
        OwnPodman,           ///< the service that Longshore started
    };

    Origin origin = Origin::Requested;
    QString text;                     ///< as it was given; empty = nothing was given (shown as "Not set.")
    std::optional<Endpoint> endpoint; ///< none when nothing was given or `problem` says why it cannot be used
    std::optional<Error> problem;
    QString contextName; ///< of Origin::DockerContext
    /// Asked for by name (--engine, DOCKER_HOST): when it fails the search ends, nothing else is picked instead.
    bool decisive = false;

    bool operator==(const EngineCandidate &) const = default;
    bool isGiven() const { return !text.isEmpty() || problem.has_value(); }
    /// "--engine", "DOCKER_HOST", "saved choice", "docker context NAME", "usual place of docker", … (translated).
    QString originText() const;
};

/// The places in the order of product.md, "Engine choice". An endpoint appears once, under its first origin.
/// Reads the docker configuration (only `currentContext` and that context's `meta.json`, both with a size limit,
/// regular files only, never written: A54).
QList<EngineCandidate> engineCandidates(const EngineEnvironment &environment);

} // namespace longshore
