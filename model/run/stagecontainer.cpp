// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/stagecontainer.h"

#include "model/component/configuration.h"
#include "model/component/containersize.h"
#include "model/run/publishedports.h"
#include "model/run/stageenvironment.h"

#include <QDir>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

RunUser RunUser::current()
{
    return {int(::getuid()), int(::getgid())};
}

namespace
{

constexpr int actionSeconds = 30; // A3

Error bad(const StageContext &context, const QString &what, const QString &advice)
{
    return Error::make(Error::Kind::BadInput, u"run the job %1"_s.arg(context.request.job.name()), what, advice);
}

/// `extra` is about the job's own component: a processor keeps what its definition says (Q5).
JobExtra extraOf(const StageContext &context, const StageSpec &stage)
{
    return stage.isMain ? context.request.job.extra() : JobExtra();
}

Result<void> limits(const StageContext &context, const JobExtra &extra, StageSpec *stage)
{
    const RuntimeOptions runtime = runtimeOptions(context.configuration);
    const ComponentDefinition &component = stage->component;
    const auto declared = parseComponentMemory(component.memory);
    if (!declared)
        return fail(declared.error());
    const ContainerLimits limits = containerLimits(*declared, runtime.backendType);
    if (!limits.knownSize)
        stage->problems.append({u"runtime.backend.type"_s, u"The size %1 is not known."_s.arg(runtime.backendType),
                                Problem::Severity::Warning});
    ContainerSpec &container = stage->container;
    container.memory = extra.memory.value_or(limits.memoryBytes());
    container.cpus = extra.cpus.value_or(limits.cpus);
    if (component.forbidsSwap())
        container.memorySwap = container.memory;
    if (component.wantsKeepAlive())
        container.sysctls.insert(u"net.ipv4.tcp_keepalive_time"_s, u"60"_s);
    stage->timeoutSeconds = context.isAction ? actionSeconds : stageTimeout(component, runtime.processTimeout, stage->isMain);
    return {};
}

Result<void> mounts(const StageContext &context, const JobExtra &extra, StageSpec *stage)
{
    const QString home = QDir::homePath();
    for (const JobMount &mount : extra.mounts) {
        const QString source = QDir::cleanPath(mount.source);
        const QStringList forbidden{u"/"_s, u"/etc"_s, u"/proc"_s, u"/sys"_s, u"/dev"_s, u"/run"_s, u"/var/run"_s, u"/boot"_s, home};
        if (forbidden.contains(source) || source.endsWith(u".sock"_s) || source.startsWith(u"/proc/"_s))
            return fail(bad(context, u"it mounts %1, which would give the component this machine"_s.arg(source),
                            u"Mount the one folder it needs."_s)); // A34
        stage->container.binds.append(mount.toBind());
    }
    return {};
}

void user(const StageContext &context, const JobExtra &extra, StageSpec *stage)
{
    Staging &staging = stage->staging;
    staging.uid = context.user.uid;
    staging.gid = context.user.gid;
    if (!extra.user) {
        if (stage->component.runsAsRoot())
            staging.anyUser = true; // whoever the image says
        else
            stage->container.user = u"%1:%2"_s.arg(context.user.uid).arg(context.user.gid);
        return;
    }
    stage->container.user = *extra.user;
    bool uidIsNumber = false, gidIsNumber = false;
    const int uid = extra.user->section(u':', 0, 0).toInt(&uidIsNumber);
    const int gid = extra.user->section(u':', 1, 1).toInt(&gidIsNumber);
    staging.uid = uidIsNumber ? uid : 0;
    staging.gid = gidIsNumber ? gid : 0;
    staging.anyUser = !uidIsNumber;
}

} // namespace

Result<void> equipContainer(const StageContext &context, StageSpec *stage)
{
    const JobExtra extra = extraOf(context, *stage);
    if (auto done = limits(context, extra, stage); !done)
        return done;
    if (auto done = mounts(context, extra, stage); !done)
        return done;
    auto ports = parsePublishedPorts(extra.ports);
    if (!ports)
        return fail(ports.error());
    stage->container.ports = *ports;
    stage->container.networkMode = extra.network.value_or(stage->component.network);
    user(context, extra, stage);
    stage->container.entrypoint = extra.entrypoint.value_or(QStringList());
    stage->container.cmd = extra.cmd.value_or(QStringList());
    stage->container.env = stageEnvironment(context, *stage);
    addExtraEnvironment(extra.env, stage);
    stage->container.labels = contractLabels(context, *stage);
    return {};
}

} // namespace longshore
