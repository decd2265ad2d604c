// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/types/stats.h"

#include "dockerclient/types/jsonread.h"
#include "dockerclient/types/rfc3339.h"

#include <limits>
#include <nlohmann/json.hpp>

namespace longshore
{

using jsonread::integer;
using jsonread::member;
using nlohmann::json;

namespace
{

constexpr qint64 unknown = -1;

qint64 sum(qint64 a, qint64 b)
{
    return a > std::numeric_limits<qint64>::max() - b ? std::numeric_limits<qint64>::max() : a + b;
}

/// Go's zero time, year 1, is what Docker says of a container that has stopped.
qint64 timeOf(const json &stats)
{
    const QByteArray text = jsonread::text(stats, "read").toLatin1();
    Rfc3339Reader reader;
    if (reader.read(text) != Rfc3339Reader::Match::Complete || reader.seconds <= 0 || reader.seconds > 9'000'000'000)
        return 0;
    return reader.seconds * 1'000'000'000 + reader.nanos;
}

/// The page cache that can be dropped at once is no memory the component needs: cgroup v1 and v2 name it differently,
/// Podman does not tell it.
qint64 memoryOf(const json &memory)
{
    const qint64 usage = integer(memory, "usage", unknown);
    const json &parts = member(memory, "stats");
    qint64 cache = integer(parts, "total_inactive_file", unknown);
    if (cache < 0)
        cache = integer(parts, "inactive_file", unknown);
    return cache > 0 && cache < usage ? usage - cache : usage;
}

qint64 networkSum(const json &networks, const char *key)
{
    if (!networks.is_object())
        return unknown;
    qint64 total = 0;
    for (const json &network : networks)
        total = sum(total, qMax<qint64>(0, integer(network, key)));
    return total;
}

/// "read" or "Read", by cgroup version.
qint64 blockSum(const json &entries, QLatin1StringView operation)
{
    if (!entries.is_array())
        return unknown;
    qint64 total = 0;
    for (const json &entry : entries) {
        if (jsonread::text(entry, "op").compare(operation, Qt::CaseInsensitive) == 0)
            total = sum(total, qMax<qint64>(0, integer(entry, "value")));
    }
    return total;
}

} // namespace

ContainerStats ContainerStats::fromJson(const json &object)
{
    ContainerStats stats;
    stats.timeNano = timeOf(object);
    if (!stats.isRunning())
        return stats;
    const json &cpu = member(object, "cpu_stats");
    stats.cpuNanos = integer(member(cpu, "cpu_usage"), "total_usage", unknown);
    stats.onlineCpus = jsonread::smallInteger(cpu, "online_cpus");
    const json &memory = member(object, "memory_stats");
    stats.memory = memoryOf(memory);
    stats.memoryLimit = qMax<qint64>(0, integer(memory, "limit"));
    const json &networks = member(object, "networks");
    stats.received = networkSum(networks, "rx_bytes");
    stats.sent = networkSum(networks, "tx_bytes");
    const json &blocks = member(member(object, "blkio_stats"), "io_service_bytes_recursive");
    stats.blockRead = blockSum(blocks, QLatin1StringView("read"));
    stats.blockWritten = blockSum(blocks, QLatin1StringView("write"));
    stats.processes = integer(member(object, "pids_stats"), "current", unknown);
    return stats;
}

} // namespace longshore
