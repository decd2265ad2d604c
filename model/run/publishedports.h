// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "dockerclient/types/container.h"

namespace longshore
{

/// Reads `extra.ports`, as `docker run -p` takes them: `[[ip:]hostPort:]containerPort[/tcp|udp|sctp]`, ports also as
/// ranges of the same length (`8000-8002:80-82`). Error::BadInput names the one that is wrong.
Result<QList<PublishedPort>> parsePublishedPorts(const QStringList &ports);

} // namespace longshore
