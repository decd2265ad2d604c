// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/podmanconf.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <algorithm>
#include <sys/resource.h>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int capSysResource = 24;
/// Podman's own default for both limits.
constexpr quint64 usualLimit = 1048576;

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool hasCapability(int number)
{
    const QList<QByteArray> lines = read(u"/proc/self/status"_s).split('\n');
    for (const QByteArray &line : lines)
        if (line.startsWith("CapEff:"))
            return line.mid(7).trimmed().toULongLong(nullptr, 16) & (quint64(1) << number);
    return false;
}

quint64 hardLimit(decltype(RLIMIT_NOFILE) resource)
{
    rlimit limit{};
    if (::getrlimit(resource, &limit) != 0 || limit.rlim_max == RLIM_INFINITY)
        return usualLimit;
    return std::min<quint64>(limit.rlim_max, usualLimit);
}

/// The most processes a container may be promised. Podman lowers its own limit to kernel.pid_max when it starts, and
/// cannot raise it again for a container.
quint64 processLimit()
{
    const quint64 pidMax = read(u"/proc/sys/kernel/pid_max"_s).trimmed().toULongLong();
    const quint64 limit = hardLimit(RLIMIT_NPROC);
    return pidMax > 0 ? std::min(limit, pidMax) : limit;
}

QString program(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    // Ordinary users often lack the sbin folders in PATH; podman looks there.
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/sbin"_s, u"/usr/local/sbin"_s})
                           : found;
}

} // namespace

PodmanHost PodmanHost::current()
{
    PodmanHost host;
    host.rootless = ::geteuid() != 0;
    host.systemd = QFileInfo(u"/run/systemd/system"_s).isDir();
    if (host.systemd && host.rootless)
        host.systemd = QFileInfo(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/systemd"_s).isDir();
    host.mayRaiseLimits = host.rootless || hasCapability(capSysResource);
    host.openFiles = hardLimit(RLIMIT_NOFILE);
    host.processes = processLimit();
    host.hybridCgroups = !read(u"/sys/fs/cgroup/unified/cgroup.controllers"_s).trimmed().isEmpty();
    host.runc = program(u"runc"_s);
    host.crun = program(u"crun"_s);
    return host;
}

QString containersConf(const PodmanHost &host)
{
    QString text = u"# Written by Longshore for the podman service it started; gone when that ends.\n"_s;
    // A user's own podman takes the limits it may set by itself.
    if (!host.mayRaiseLimits)
        text += u"[containers]\ndefault_ulimits = [\"nofile=%1:%1\", \"nproc=%2:%2\"]\n"_s.arg(host.openFiles)
                    .arg(host.processes);
    text += u"[engine]\n"_s;
    if (!host.systemd)
        text += u"cgroup_manager = \"cgroupfs\"\nevents_logger = \"file\"\n"_s;
    if (!host.runc.isEmpty() && (host.hybridCgroups || host.crun.isEmpty()))
        text += u"runtime = \"runc\"\n"_s;
    return text;
}

} // namespace longshore
