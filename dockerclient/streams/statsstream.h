// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/stream.h"
#include "dockerclient/types/stats.h"

namespace longshore
{

/// `GET /containers/{id}/stats?stream=1`: one object a second from Docker, one in five seconds from Podman. Docker goes
/// on after the container has stopped, with objects that are not `isRunning`, until it is removed; Podman ends.
class StatsStream : public Stream
{
    Q_OBJECT
public:
    using Stream::Stream;

Q_SIGNALS:
    void sample(const longshore::ContainerStats &stats);
};

} // namespace longshore
