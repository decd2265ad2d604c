// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/imagecheck.h"

#include "dockerclient/types/image.h"
#include "model/check/componentcheck.h"
#include "model/component/definition.h"
#include "model/secretnames.h"

#include <QDir>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

void checkCommand(const ImageDetails &image, Findings &findings)
{
    if (!image.isRunnable())
        return findings.error(u"Z3"_s, u"Config.Entrypoint"_s,
                              u"The image has neither ENTRYPOINT nor CMD, so it cannot run."_s);
    const QStringList command = image.entrypoint + image.cmd;
    const QString program = command.value(0).section(u'/', -1);
    const bool shell = (program == u"sh"_s || program == u"bash"_s) && command.value(1) == u"-c"_s;
    if (shell && !command.value(2).trimmed().startsWith(u"exec "_s))
        findings.note(
            {}, u"Config.Entrypoint"_s,
            u"A shell stands before the program and keeps the stop signal to itself: use the list form, or exec."_s);
    if (image.entrypoint.isEmpty() && command.size() == 1 &&
        (program == u"sh"_s || program == u"bash"_s || program.startsWith(u"python"_s)))
        findings.warning(
            u"Z3"_s, u"Config.Cmd"_s,
            u"It only starts %1, which ends at once without a terminal: is this a base image?"_s.arg(program));
    const bool unbuffered = std::any_of(image.env.begin(), image.env.end(), [](const QString &variable) {
        return variable.startsWith(u"PYTHONUNBUFFERED="_s) && variable.size() > 17;
    });
    if (command.size() > 1 && program.startsWith(u"python"_s) && !command.contains(u"-u"_s) && !unbuffered)
        findings.note(u"Z3"_s, u"Config.Cmd"_s,
                      u"Python buffers its output here: with -u or PYTHONUNBUFFERED=1 the log comes live."_s);
}

void checkEnvironment(const ImageDetails &image, Findings &findings)
{
    for (const QString &variable : image.env) {
        const QString name = variable.section(u'=', 0, 0);
        const bool filled = variable.size() > name.size() + 1;
        if (name.startsWith(u"KBC_"_s))
            findings.warning(
                u"E1"_s, u"Config.Env."_s + name,
                u"The platform sets variables of this name; the image's value would hide a missing one."_s);
        else if (filled && looksSecret(name))
            findings.warning({}, u"Config.Env."_s + name,
                             u"By its name it is a secret: whoever has the image can read it."_s);
    }
}

} // namespace

Findings checkImage(const ImageDetails &image)
{
    Findings findings;
    checkCommand(image, findings);
    if (!image.os.isEmpty() && image.os != u"linux"_s)
        findings.error(u"Z5"_s, u"Os"_s, u"The platform runs Linux images, this one is for %1."_s.arg(image.os));
    if (!image.architecture.isEmpty() && image.architecture != u"amd64"_s)
        findings.warning(u"Z5"_s, u"Architecture"_s,
                         u"The platform runs images for amd64, this one is for %1."_s.arg(image.architecture));
    checkEnvironment(image, findings);
    bool asRoot = false;
    const QByteArray record = image.labels.value(QLatin1String(componentLabel)).toUtf8();
    if (record.isEmpty()) {
        findings.note(u"D4"_s, u"Config.Labels."_s + QLatin1String(componentLabel),
                      u"The image carries no component record: a job has to bring one."_s);
    } else {
        const ComponentRecord checked =
            checkComponentRecord(record, u"Config.Labels."_s + QLatin1String(componentLabel), findings);
        asRoot = checked.definition.runsAsRoot();
    }
    const QString user = image.user.section(u':', 0, 0);
    if (!asRoot && !user.isEmpty())
        findings.note(
            u"Z4"_s, u"Config.User"_s,
            u"The platform runs it as a user of its own, not as %1, unless the component has the feature container-root-user."_s
                .arg(user));
    if (QDir::cleanPath(image.workingDir).startsWith(u"/data"_s))
        findings.note(u"F1"_s, u"Config.WorkingDir"_s,
                      u"What the image has in /data is hidden when it runs; name programs by absolute paths."_s);
    for (const QString &volume : image.volumes) {
        if (QDir::cleanPath(volume) == u"/data"_s || volume.startsWith(u"/data/"_s))
            findings.warning(u"F1"_s, u"Config.Volumes."_s + volume,
                             u"/data is mounted by whoever runs the component; a volume there only gets in the way."_s);
    }
    return findings;
}

} // namespace longshore
