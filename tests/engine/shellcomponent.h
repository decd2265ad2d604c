// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/runbench.h"

#include <QStandardPaths>
#include <QUuid>

namespace longshore::test
{

/// What the component does is its configuration's `mode`.
inline const char *const shellComponent = R"sh(
mode=$(busybox sed -n 's/.*"mode": *"\([a-z-]*\)".*/\1/p' /data/config.json)
case "$mode" in
success)
  echo "reading"; echo "a warning" >&2
  printf '"id","text"\n1,"a b"\n2,"c"\n' > /data/out/tables/result.csv
  printf '{"destination":"out.c-demo.result","primary_key":["id"]}' > /data/out/tables/result.csv.manifest
  printf '{"last":2}' > /data/out/state.json
  busybox id -u > /data/out/files/uid; busybox cat /data/in/tables/in.csv; echo done ;;
user-error) echo "max must be positive" >&2; exit 1 ;;
app-error) echo "boom"; exit 2 ;;
oom) exec busybox awk 'BEGIN { s = "xxxxxxxx"; while (1) s = s s }' ;;
sleep) echo "sleeping"; exec busybox sleep 300 ;;
stubborn) trap '' TERM; echo "sleeping"; while :; do busybox sleep 1; done ;;
secret) busybox cat /data/config.json; busybox base64 /data/config.json; busybox printenv; printf 'S3cr3t-'; busybox sleep 0.3; echo 'Value-42' >&1 ;;
links) busybox rm -r /data/out/tables; busybox ln -s /etc /data/out/tables; busybox ln -s /etc/passwd /data/out/files/p; echo x > /data/out/files/real ;;
outlink) busybox rm -r /data/out; busybox ln -s /etc /data/out ;;
flood) i=0; while [ $i -lt 5000 ]; do echo "line $i"; i=$((i+1)); done ;;
long) busybox head -c 40000 /dev/zero | busybox tr '\0' 'x'; echo end ;;
*) echo "no mode" >&2; exit 1 ;;
esac
)sh";

/// Runs of a component that is a shell script, in an image built from busybox.
class ShellComponentBench : public RunBench
{
public:
    /// Why there can be none here; empty when there can.
    static QString obstacle()
    {
        if (const QString obstacle = RunBench::obstacle(); !obstacle.isEmpty())
            return obstacle;
        return busybox().isEmpty() ? QStringLiteral("there is no busybox (package busybox-static)") : QString();
    }
    ShellComponentBench()
    {
        write(QStringLiteral("image/Dockerfile"), "FROM scratch\nCOPY busybox /bin/busybox\nCOPY run.sh /run.sh\n"
                                                  "ENV PATH=/bin\nENTRYPOINT [\"/bin/busybox\",\"sh\",\"/run.sh\"]\n");
        write(QStringLiteral("image/run.sh"), shellComponent);
        if (!QFile::copy(busybox(), path(QStringLiteral("image/busybox"))))
            qFatal("busybox was not copied");
        QFile::setPermissions(path(QStringLiteral("image/busybox")), QFile::Permissions(0x7755));
        write(QStringLiteral("data/in/tables/in.csv"), "\"id\"\n\"1\"\n");
    }
    /// That of the component; missing on the engine until the first run builds it.
    QString image() const { return m_image + QStringLiteral(":1"); }
    using RunBench::run;
    RunResult run(const QString &mode) { return run(job(mode)); }
    nlohmann::json job(const QString &mode) const
    {
        nlohmann::json job = puppetJob(nlohmann::json::array(), {{"definition", {{"uri", m_image.toStdString()}}}});
        job["name"] = mode.toStdString();
        job["source"]["folder"] = "image";
        job["configuration"]["parameters"] = {{"mode", mode.toStdString()}};
        job["input"] = {{"mode", "folder"}, {"folder", "data"}};
        return job;
    }

private:
    const QString m_image = QStringLiteral("127.0.0.1:1/longshore-shell-") + QUuid::createUuid().toString(QUuid::Id128).left(8);

    static QString busybox() { return QStandardPaths::findExecutable(QStringLiteral("busybox")); }
};

} // namespace longshore::test
