// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/import/containerimport.h"

#include "model/images/reference.h"
#include "model/jobs/dockersize.h"
#include "model/jobs/imagejob.h"
#include "model/jobs/import/dockerrunparser.h"
#include "model/jobs/import/folderimport.h"
#include "model/json/json.h"
#include "model/secretnames.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QByteArray text(const Json &json)
{
    return writeJson(json, JsonStyle::Compact);
}

Json list(const QStringList &words)
{
    Json array = Json::array();
    for (const QString &word : words)
        array.push_back(fromQString(word));
    return array;
}

class Importer
{
public:
    Importer(const ContainerSetup &setup, const ImageDetails *image)
        : m_setup(setup)
        , m_image(image)
    {
    }
    ImportResult run();

private:
    void set(const QString &path, const Json &value)
    {
        if (const Result<void> done = m_result.job.setJsonAt(path, text(value)); !done)
            cannot(path, done.error().reason());
    }
    void cannot(const QString &what, const QString &why = u"is not something Longshore sets"_s)
    {
        m_result.unmapped.append({what, why});
    }
    QString imageName() const;
    void environment();
    void variable(const QString &name, const QString &value, Json *env);
    void mounts();
    bool data(const QString &source, const QString &target);
    void limits();
    void command();
    void ports();
    void leftOut();

    const ContainerSetup &m_setup;
    const ImageDetails *m_image;
    ImportResult m_result;
};

void Importer::variable(const QString &name, const QString &value, Json *env)
{
    if (name == "KBC_CONFIGID"_L1 && !value.isEmpty())
        return set(u"configurationId"_s, fromQString(value));
    if (name.startsWith("KBC_"_L1)) {
        static const QStringList ours{u"KBC_DATADIR"_s, u"KBC_RUNID"_s};
        if (!ours.contains(name))
            cannot(u"-e "_s + name, u"is set by each run itself"_s);
        return;
    }
    (*env)[name.toStdString()] = fromQString(value);
    if (looksSecret(name) && !value.isEmpty())
        m_result.secrets.append(joinPath(u"extra.env"_s, name));
}

void Importer::environment()
{
    Json env = Json::object();
    for (const QString &entry : m_setup.env) {
        if (!m_image || !m_image->env.contains(entry))
            variable(entry.section(u'=', 0, 0), entry.section(u'=', 1), &env);
    }
    if (!env.empty())
        set(u"extra.env"_s, env);
}

/// The folder that becomes `/data`.
bool Importer::data(const QString &source, const QString &target)
{
    if (QString(target).remove(u'/') != "data"_L1 || !source.startsWith(u'/'))
        return false;
    applyDataFolder(source, &m_result);
    return true;
}

/// A container that was made from an image's id does not tell its name; the image may. Empty: it has none.
QString Importer::imageName() const
{
    static const QRegularExpression isId(u"\\A(?:sha256:)?[0-9a-f]{64}\\z"_s);
    if (!isId.match(m_setup.image).hasMatch())
        return m_setup.image;
    return m_image ? m_image->repoTags.value(0) : QString();
}

void Importer::mounts()
{
    Json mounts = Json::array();
    for (const QString &bind : m_setup.binds) {
        if (!data(bind.section(u':', 0, 0), bind.section(u':', 1, 1)))
            mounts.push_back(fromQString(bind));
    }
    for (const ContainerMount &mount : m_setup.asked) {
        if (mount.type == "tmpfs"_L1 || mount.source.isEmpty())
            cannot(u"--mount "_s + mount.destination);
        else if (!data(mount.source, mount.destination))
            mounts.push_back(fromQString(JobMount{mount.source, mount.destination, !mount.writable}.toBind()));
    }
    for (const QString &path : m_setup.tmpfs.keys())
        cannot(u"--tmpfs "_s + path);
    if (!mounts.empty())
        set(u"extra.mounts"_s, mounts);
}

void Importer::limits()
{
    if (m_setup.memory > 0)
        set(u"extra.memory"_s, fromQString(dockerSize(m_setup.memory)));
    if (m_setup.nanoCpus > 0)
        set(u"extra.cpus"_s, double(m_setup.nanoCpus) / 1e9);
    static const QStringList usual{QString(), u"default"_s, u"bridge"_s};
    if (!usual.contains(m_setup.networkMode))
        set(u"extra.network"_s, fromQString(m_setup.networkMode));
    const QString me = u"%1:%2"_s.arg(::getuid()).arg(::getgid());
    if (!m_setup.user.isEmpty() && m_setup.user != me && !(m_image && m_setup.user == m_image->user))
        set(u"extra.user"_s, fromQString(m_setup.user));
}

void Importer::command()
{
    if (!m_setup.entrypoint.isEmpty() && !(m_image && m_setup.entrypoint == m_image->entrypoint))
        set(u"extra.entrypoint"_s, list(m_setup.entrypoint));
    if (!m_setup.cmd.isEmpty() && !(m_image && m_setup.cmd == m_image->cmd))
        set(u"extra.cmd"_s, list(m_setup.cmd));
}

void Importer::ports()
{
    QStringList ports;
    for (const PortBinding &binding : m_setup.ports) {
        QString port = binding.port.endsWith("/tcp"_L1) ? binding.port.chopped(4) : binding.port;
        if (!binding.hostPort.isEmpty() || !binding.hostIp.isEmpty())
            port.prepend(binding.hostPort + u':');
        if (!binding.hostIp.isEmpty() && binding.hostIp != "0.0.0.0"_L1 && binding.hostIp != "::"_L1)
            port.prepend((binding.hostIp.contains(u':') ? u'[' + binding.hostIp + u']' : binding.hostIp) + u':');
        if (!ports.contains(port))
            ports.append(port);
    }
    if (!ports.isEmpty())
        set(u"extra.ports"_s, list(ports));
}

/// What a job has no word for.
void Importer::leftOut()
{
    const auto flag = [this](bool on, const QString &name) {
        if (on)
            cannot(name);
    };
    const auto value = [this](const QString &given, const QString &name) {
        if (!given.isEmpty())
            cannot(name + u' ' + given);
    };
    flag(m_setup.privileged, u"--privileged"_s);
    flag(m_setup.readonlyRootfs, u"--read-only"_s);
    flag(m_setup.init, u"--init"_s);
    if (m_setup.tty)
        cannot(u"-t"_s, u"gives a terminal, which a component does not get"_s);
    if (m_setup.openStdin)
        cannot(u"-i"_s, u"keeps stdin open, which a component does not get"_s);
    if (!m_image || m_setup.workingDir != m_image->workingDir)
        value(m_setup.workingDir, u"--workdir"_s);
    if (!m_setup.id.value.startsWith(m_setup.hostname))
        value(m_setup.hostname, u"--hostname"_s);
    if (!m_setup.restartPolicy.isEmpty() && m_setup.restartPolicy != "no"_L1)
        cannot(u"--restart "_s + m_setup.restartPolicy, u"would run the component again after its verdict; a run ends with it"_s);
    for (const QString &capability : m_setup.capAdd)
        value(capability, u"--cap-add"_s);
    for (const QString &capability : m_setup.capDrop)
        value(capability, u"--cap-drop"_s);
    for (const QString &host : m_setup.extraHosts)
        value(host, u"--add-host"_s);
    for (auto label = m_setup.labels.cbegin(); label != m_setup.labels.cend(); ++label) {
        if (!m_image || m_image->labels.value(label.key()) != label.value())
            cannot(u"--label "_s + label.key());
    }
}

ImportResult Importer::run()
{
    const QByteArray record =
        m_image ? m_image->labels.value(QString::fromLatin1(componentLabel)).toUtf8() : QByteArray();
    const Result<Reference> reference = Reference::parse(imageName());
    m_result.job = jobForImage(reference ? reference->familiar() : imageName(), record);
    if (imageName().isEmpty())
        cannot(m_setup.image, u"names an image without a tag: give it one, and choose it"_s);
    if (!m_setup.name.isEmpty())
        m_result.job.setName(m_setup.name);
    environment();
    mounts();
    limits();
    command();
    ports();
    leftOut();
    return std::move(m_result);
}

} // namespace

ImportResult importContainer(const ContainerSetup &setup, const ImageDetails *image)
{
    return Importer(setup, image).run();
}

Result<ImportResult> importDockerRun(const QString &line, const QString &folder, const ImageDetails *image)
{
    const Result<RunLine> parsed = parseDockerRun(line, folder);
    if (!parsed)
        return fail(parsed.error());
    ImportResult result = importContainer(parsed->setup, image);
    result.unmapped = parsed->unmapped + result.unmapped;
    static const QStringList policies{u"never"_s, u"missing"_s, u"always"_s};
    if (policies.contains(parsed->pull)) {
        if (const Result<void> set = result.job.setJsonAt(u"image.pull"_s, '"' + parsed->pull.toUtf8() + '"'); !set)
            return fail(set.error());
    } else if (!parsed->pull.isEmpty()) {
        result.unmapped.append({u"--pull="_s + parsed->pull, u"is none of never, missing and always"_s});
    }
    return result;
}

} // namespace longshore
