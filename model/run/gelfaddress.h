// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/system.h"
#include "model/component/definition.h"
#include "model/logs/gelf/gelflistener.h"

namespace longshore
{

/// Where to listen so that a container on this network, and nobody beyond it, can send GELF (G1): its gateway, which must
/// be an address of this machine. Podman gives the bridge its address only when a container starts. Null for a network
/// from which nothing can be reached. Error::BadInput says why there is none: an engine elsewhere, a network without a gateway.
Result<QHostAddress> gelfAddress(const QString &network, const QStringList &gateways, EngineKind kind);

/// The listener's options for a component's `data.logging`.
GelfListener::Options gelfOptions(const LoggingDefinition &logging, const QHostAddress &address, const Redactor &redactor);

} // namespace longshore
