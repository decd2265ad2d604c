// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace longshore
{

/// What decides how podman has to be configured on this machine.
struct PodmanHost {
    bool systemd = false;        ///< it is process 1 (and, for a user, their session's manager is there)
    bool rootless = false;
    bool mayRaiseLimits = true;  ///< CAP_SYS_RESOURCE, without which podman's default limits make every start fail
    quint64 openFiles = 1048576; ///< our hard RLIMIT_NOFILE
    quint64 processes = 1048576; ///< our hard RLIMIT_NPROC
    bool hybridCgroups = false;  ///< cgroup v1 with a v2 tree that has controllers: crun refuses it
    QString runc;                ///< path of the program, empty when not installed
    QString crun;

    bool operator==(const PodmanHost &) const = default;
    static PodmanHost current();
};

/// The text of a `containers.conf` for that host.
QString containersConf(const PodmanHost &host);

} // namespace longshore
