// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/import/dockerrunoptions.h"

#include <QHash>
#include <QSet>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QSet<QString> words(const QString &text)
{
    const QStringList list = text.split(u' ');
    return {list.begin(), list.end()};
}

} // namespace

RunOption runOptionKind(const QString &name)
{
    static const QSet<QString> flags = words(
        u"--detach --disable-content-trust --help --init --interactive --no-healthcheck --oom-kill-disable "
        u"--privileged "
        "--publish-all --quiet --read-only --replace --rm --sig-proxy --tls-verify --tty --env-host --http-proxy --rmi"_s);
    static const QSet<QString> values = words(
        u"--add-host --annotation --arch --attach --authfile --blkio-weight --blkio-weight-device --cap-add --cap-drop "
        "--cgroup-parent --cgroupns --cidfile --cpu-count --cpu-percent --cpu-period --cpu-quota --cpu-rt-period "
        "--cpu-rt-runtime --cpu-shares --cpus --cpuset-cpus --cpuset-mems --detach-keys --device --device-cgroup-rule "
        "--device-read-bps --device-read-iops --device-write-bps --device-write-iops --dns --dns-opt --dns-option "
        "--dns-search --domainname --entrypoint --env --env-file --expose --gidmap --gpus --group-add --health-cmd "
        "--health-interval --health-retries --health-start-interval --health-start-period --health-timeout --hostname "
        "--image-volume --io-maxbandwidth --io-maxiops --ip --ip6 --ipc --isolation --kernel-memory --label "
        "--label-file "
        "--link --link-local-ip --log-driver --log-opt --mac-address --memory --memory-reservation --memory-swap "
        "--memory-swappiness --mount --name --net --net-alias --network --network-alias --oom-score-adj --os "
        "--passwd-entry "
        "--pid --pids-limit --platform --pod --publish --pull --restart --runtime --secret --security-opt --shm-size "
        "--stop-signal --stop-timeout --storage-opt --sysctl --systemd --timeout --tmpfs --tz --uidmap --ulimit "
        "--umask "
        "--user --userns --uts --variant --volume --volume-driver --volumes-from --workdir"_s);
    return flags.contains(name) ? RunOption::Flag : values.contains(name) ? RunOption::Value : RunOption::Unknown;
}

QString longRunOption(QChar letter)
{
    static const QHash<QChar, QString> names{
        {u'a', u"--attach"_s},   {u'c', u"--cpu-shares"_s},  {u'd', u"--detach"_s}, {u'e', u"--env"_s},
        {u'h', u"--hostname"_s}, {u'i', u"--interactive"_s}, {u'l', u"--label"_s},  {u'm', u"--memory"_s},
        {u'p', u"--publish"_s},  {u'P', u"--publish-all"_s}, {u'q', u"--quiet"_s},  {u't', u"--tty"_s},
        {u'u', u"--user"_s},     {u'v', u"--volume"_s},      {u'w', u"--workdir"_s}};
    return names.value(letter);
}

} // namespace longshore
