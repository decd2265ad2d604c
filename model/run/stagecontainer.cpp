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

bool isIn(const QString &path, const QString &folder)
{
    return path == folder || path.startsWith(folder + u'/');
}

/// What a mount would hide, or what would be written through it into the user's folder.
Result<void> checkTarget(const StageContext &context, const JobMount &mount, bool isBound)
{
    const QString target = QDir::cleanPath(mount.target);
    const QString what = u"it mounts %1 at %2"_s.arg(mount.source, mount.target);
    if (target == u"/"_s || target == u"/tmp"_s || target == u"/data"_s)
        return fail(bad(context, what + u", which is the run's own"_s, u"Mount it elsewhere; a data folder is given by input.folder."_s));
    if (isIn(target, u"/data"_s) && !isBound)
        return fail(bad(context, what + u", where the inputs are copied to and the outputs are fetched from"_s,
                        u"Mount it outside /data, or set input.transfer to \"bind\" to mount below /data/in."_s));
    if (isIn(target, u"/data"_s) && !target.startsWith(u"/data/in/"_s))
        return fail(bad(context, what + u", where the run's own files are"_s, u"Mount it below /data/in, or outside /data."_s));
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
        if (auto fine = checkTarget(context, mount, stage->isBound); !fine)
            return fine;
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

/// Only root gives files away.
void shareFolder(const StageContext &context, StageSpec *stage)
{
    Staging &staging = stage->staging;
    if (stage->isBound && context.user.uid != 0 && staging.uid != context.user.uid)
        staging.anyUser = true;
}

} // namespace

Result<void> equipContainer(const StageContext &context, StageSpec *stage)
{
    const JobExtra extra = extraOf(context, *stage);
    stage->isBound = context.request.job.input().transfer == JobInput::Transfer::Bind;
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
    shareFolder(context, stage);
    stage->container.entrypoint = extra.entrypoint.value_or(QStringList());
    stage->container.cmd = extra.cmd.value_or(QStringList());
    stage->container.env = stageEnvironment(context, *stage);
    addExtraEnvironment(extra.env, stage);
    stage->container.labels = contractLabels(context, *stage);
    return {};
}

} // namespace longshore
