// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/containers/dockerrunline.h"

#include "model/images/reference.h"
#include "model/jobs/dockersize.h"
#include "model/secretnames.h"
#include "model/shelltext.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// The words of the line, before they are quoted.
class RunWords
{
public:
    void flag(const QString &name, bool on)
    {
        if (on)
            m_words.append(name);
    }
    void option(const QString &name, const QString &value)
    {
        if (!value.isEmpty())
            m_words << name << value;
    }
    void options(const QString &name, const QStringList &values)
    {
        for (const QString &value : values)
            option(name, value);
    }
    void word(const QString &word) { m_words.append(word); }
    QString line() const
    {
        QStringList quoted;
        for (const QString &word : m_words)
            quoted.append(shellQuoted(word));
        return quoted.join(u' ');
    }

private:
    QStringList m_words{u"docker"_s, u"run"_s};
};

void addIdentity(RunWords &words, const ContainerSetup &setup)
{
    words.flag(u"--rm"_s, setup.autoRemove);
    words.flag(u"-i"_s, setup.openStdin);
    words.flag(u"-t"_s, setup.tty);
    words.flag(u"-d"_s, !setup.openStdin && !setup.tty);
    words.option(u"--name"_s, setup.name);
    // The engine gives the beginning of the id by itself.
    if (!setup.id.value.startsWith(setup.hostname) && setup.networkMode != u"host")
        words.option(u"--hostname"_s, setup.hostname);
}

void addConfig(RunWords &words, const ContainerSetup &setup, const ImageDetails *image)
{
    if (!image || setup.user != image->user)
        words.option(u"--user"_s, setup.user);
    if (!image || setup.workingDir != image->workingDir)
        words.option(u"--workdir"_s, setup.workingDir == u"/" ? QString() : setup.workingDir);
    for (const QString &variable : setup.env) {
        if (image && image->env.contains(variable))
            continue;
        const QString name = variable.section(u'=', 0, 0);
        words.option(u"-e"_s, withoutSecrets(variable) == variable ? variable : name);
    }
    for (auto label = setup.labels.cbegin(); label != setup.labels.cend(); ++label) {
        if (!image || !image->labels.contains(label.key()) || image->labels.value(label.key()) != label.value())
            words.option(u"--label"_s, label.value().isEmpty() ? label.key() : u"%1=%2"_s.arg(label.key(), label.value()));
    }
}

void addPorts(RunWords &words, const ContainerSetup &setup)
{
    for (const PortBinding &binding : setup.ports) {
        QString text = binding.port.endsWith("/tcp"_L1) ? binding.port.chopped(4) : binding.port;
        if (!binding.hostPort.isEmpty() || !binding.hostIp.isEmpty())
            text.prepend(binding.hostPort + u':');
        if (!binding.hostIp.isEmpty() && binding.hostIp != u"0.0.0.0")
            text.prepend((binding.hostIp.contains(u':') ? u'[' + binding.hostIp + u']' : binding.hostIp) + u':');
        words.option(u"-p"_s, text);
    }
}

void addMounts(RunWords &words, const ContainerSetup &setup)
{
    words.options(u"-v"_s, setup.binds);
    for (const ContainerMount &mount : setup.asked) {
        QStringList parts{u"type="_s + mount.type};
        if (!mount.source.isEmpty())
            parts.append(u"source="_s + mount.source);
        parts.append(u"target="_s + mount.destination);
        if (!mount.writable)
            parts.append(u"readonly"_s);
        words.option(u"--mount"_s, parts.join(u','));
    }
    for (auto path = setup.tmpfs.cbegin(); path != setup.tmpfs.cend(); ++path)
        words.option(u"--tmpfs"_s, path.value().isEmpty() ? path.key() : u"%1:%2"_s.arg(path.key(), path.value()));
}

QString restartText(const ContainerSetup &setup)
{
    if (setup.restartPolicy.isEmpty() || setup.restartPolicy == u"no")
        return {};
    const bool counted = setup.restartPolicy == u"on-failure" && setup.restartRetries > 0;
    return counted ? u"on-failure:%1"_s.arg(setup.restartRetries) : setup.restartPolicy;
}

void addHost(RunWords &words, const ContainerSetup &setup)
{
    const bool isDefault = setup.networkMode == u"default" || setup.networkMode == u"bridge";
    words.option(u"--network"_s, isDefault ? QString() : setup.networkMode);
    words.option(u"--restart"_s, restartText(setup));
    words.option(u"--memory"_s, dockerSize(setup.memory));
    if (setup.nanoCpus > 0)
        words.option(u"--cpus"_s, QString::number(double(setup.nanoCpus) / 1e9));
    words.flag(u"--privileged"_s, setup.privileged);
    words.flag(u"--read-only"_s, setup.readonlyRootfs);
    words.flag(u"--init"_s, setup.init);
    words.options(u"--cap-add"_s, setup.capAdd);
    words.options(u"--cap-drop"_s, setup.capDrop);
    words.options(u"--add-host"_s, setup.extraHosts);
}

void addCommand(RunWords &words, const ContainerSetup &setup, const ImageDetails *image)
{
    const bool ownEntrypoint = image ? setup.entrypoint != image->entrypoint : !setup.entrypoint.isEmpty();
    if (ownEntrypoint) { // takes one word, the others stand before the arguments; '' takes the image's away
        words.word(u"--entrypoint"_s);
        words.word(setup.entrypoint.value(0));
    }
    static const QRegularExpression isId(u"^(?:sha256:)?[0-9a-f]{64}$"_s);
    const Result<Reference> reference = Reference::parse(setup.image);
    words.word(reference && !isId.match(setup.image).hasMatch() ? reference->familiar() : setup.image);
    if (ownEntrypoint) {
        for (const QString &word : setup.entrypoint.mid(1))
            words.word(word);
    }
    if (ownEntrypoint || !image || setup.cmd != image->cmd) {
        for (const QString &word : setup.cmd)
            words.word(word);
    }
}

} // namespace

QString dockerRunLine(const ContainerSetup &setup, const ImageDetails *image)
{
    RunWords words;
    addIdentity(words, setup);
    addConfig(words, setup, image);
    addPorts(words, setup);
    addMounts(words, setup);
    addHost(words, setup);
    addCommand(words, setup, image);
    return words.line();
}

} // namespace longshore
