// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/dockerfilecheck.h"

#include "model/run/dockerfile.h"

#include <QDir>
#include <QFile>

namespace longshore
{

using namespace Qt::StringLiterals;

void checkDockerfile(const QDir &root, Findings &findings)
{
    QFile file(root.filePath(u"Dockerfile"_s));
    const QString shown = u"Dockerfile"_s;
    if (!file.exists())
        return findings.warning({}, shown, u"There is none: the image cannot be built from here."_s);
    if (!file.open(QIODevice::ReadOnly))
        return findings.error({}, shown, u"It cannot be read: %1."_s.arg(file.errorString()));
    const QByteArray bytes = file.read(1 << 20);
    if (bytes.contains("\r\n"))
        findings.warning({}, shown, u"It has CR LF line ends."_s);
    const auto at = [&shown](const DockerfileInstruction &instruction) { return u"%1:%2"_s.arg(shown).arg(instruction.line); };
    bool runs = false, shell = false, stage = false;
    std::optional<DockerfileInstruction> user, workdir, last;
    QString base;
    for (const DockerfileInstruction &each : dockerfileInstructions(QString::fromUtf8(bytes))) {
        if (each.name == u"FROM"_s) { // only the last stage counts
            runs = false;
            stage = true;
            user.reset();
            workdir.reset();
            base = each.arguments.section(u' ', 0, 0);
        } else if (each.name == u"ENTRYPOINT"_s || each.name == u"CMD"_s) {
            runs = true;
            shell = !each.arguments.startsWith(u'[');
            last = each;
        } else if (each.name == u"USER"_s) {
            user = each;
        } else if (each.name == u"WORKDIR"_s) {
            workdir = each;
        } else if (each.name == u"VOLUME"_s && each.arguments.contains(u"/data"_s)) {
            findings.warning(u"F1"_s, at(each),
                             u"/data is mounted by whoever runs the component; a volume there only gets in the way."_s);
        }
    }
    if (!stage)
        return findings.error({}, shown, u"It has no FROM."_s);
    if (!runs && base.compare(u"scratch"_s, Qt::CaseInsensitive) == 0)
        findings.error(u"Z3"_s, shown, u"Its last stage has neither ENTRYPOINT nor CMD, so its image cannot run."_s);
    else if (!runs)
        findings.warning(u"Z3"_s, shown,
                         u"Its last stage has neither ENTRYPOINT nor CMD; what runs is left to %1."_s.arg(base));
    if (runs && shell)
        findings.note(
            {}, at(*last),
            u"In the shell form a shell stands before the program and keeps the stop signal to itself: write it as a list."_s);
    if (user)
        findings.note(
            u"Z4"_s, at(*user),
            u"The platform runs the image as a user of its own, unless the component has the feature container-root-user."_s);
    if (workdir && QDir::cleanPath(workdir->arguments).startsWith(u"/data"_s))
        findings.note(u"F1"_s, at(*workdir),
                      u"What the image has in /data is hidden when it runs; name programs by absolute paths."_s);
}

} // namespace longshore
