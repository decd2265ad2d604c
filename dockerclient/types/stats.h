// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// One object of `GET /containers/{id}/stats`: counters since the container's start, and how much memory it uses now.
/// Only what every engine tells alike (engine-api §10); -1 is "not told", such as the network of one that has none.
struct ContainerStats {
    qint64 timeNano = 0;    ///< nanoseconds since 1970 UTC by the engine's clock; 0: the container does not run
    qint64 cpuNanos = -1;   ///< CPU time used by all its processes, on all cores together
    int onlineCpus = 0;     ///< of the engine's machine, 0 unknown
    qint64 memory = -1;     ///< bytes in use without the page cache that can be dropped, as `docker stats` counts them
    qint64 memoryLimit = 0; ///< bytes; the machine's memory when the container has no limit, 0 unknown
    qint64 received = -1, sent = -1;       ///< bytes, over all networks
    qint64 blockRead = -1, blockWritten = -1; ///< bytes
    qint64 processes = -1;

    bool operator==(const ContainerStats &) const = default;
    /// False for what Docker sends each second of a container that has stopped.
    bool isRunning() const { return timeNano != 0; }
    static ContainerStats fromJson(const nlohmann::json &json);
};

} // namespace longshore
