// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runspec.h"

#include "model/component/configuration.h"
#include "model/component/containersize.h"
#include "model/component/environment.h"
#include "model/component/secrets.h"
#include "model/json/json.h"

#include <QDir>
#include <QFileInfo>
#include <nlohmann/json.hpp>
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

/// The steps of makeRunSpec, which share what they work out.
class SpecMaker
{
public:
    SpecMaker(const RunRequest &request, const ComponentDefinition &component, const QString &kbcRunId, const RunUser &user)
        : m_request(request), m_component(component), m_runId(kbcRunId), m_user(user)
    {
    }
    Result<RunSpec> make();

private:
    Result<void> chooseRow();
    Result<void> supported();
    Result<void> writeConfig();
    Result<void> input();
    Result<void> mappedTables(const QMap<QString, QString> &files);
    Result<void> limits();
    Result<void> network();
    Result<void> binds();
    void user();
    void environment();
    Error bad(const QString &what, const QString &advice = {}) const
    {
        return Error::make(Error::Kind::BadInput, u"run the job %1"_s.arg(m_request.job.name()), what, advice);
    }

    const RunRequest &m_request;
    const ComponentDefinition &m_component;
    QString m_runId;
    RunUser m_user;
    QByteArray m_configuration;
    QByteArray m_state;
    Json m_tree;
    RunSpec m_spec;
};

Result<void> SpecMaker::chooseRow()
{
    m_configuration = m_request.job.configuration();
    m_state = m_request.job.state();
    const auto rows = m_request.job.rows();
    if (m_request.rowId.isEmpty())
        return {};
    for (const JobRow &row : rows) {
        if (row.id != m_request.rowId)
            continue;
        auto merged = mergeRow(m_configuration, row.configuration);
        if (!merged)
            return fail(merged.error());
        m_configuration = *merged;
        m_state = row.state; // S5: a row has its own
        return {};
    }
    return fail(Error::make(Error::Kind::NotFound, u"run the row %1 of the job %2"_s.arg(m_request.rowId, m_request.job.name()),
                            u"the job has no such row"_s));
}

// What a later version adds is refused, not ignored: a run that leaves something out is a wrong result.
Result<void> SpecMaker::supported()
{
    auto tree = scanJson(m_configuration, u"read the configuration of the job %1"_s.arg(m_request.job.name()));
    if (!tree)
        return fail(tree.error());
    m_tree = *tree;
    for (const char *place : {"before", "after"}) {
        const Json *list = findPath(m_tree, u"processors.%1"_s.arg(QLatin1String(place)));
        if (list && list->is_array() && !list->empty())
            return fail(bad(u"it has processors, which this version cannot run yet"_s, u"Remove them, or run it on the platform."_s));
    }
    if (m_component.configurationFormat != u"json"_s)
        return fail(bad(u"its component wants config.%1, which this version cannot write yet"_s.arg(m_component.configurationFormat)));
    if (m_request.job.input().transfer == JobInput::Transfer::Bind)
        return fail(bad(u"it wants its data folder bound into the container, which this version cannot do yet"_s,
                        u"Set input.transfer to \"copy\"."_s));
    if (!m_request.job.extra().ports.isEmpty())
        m_spec.problems.append({u"extra.ports"_s, u"Ports are not published yet."_s, Problem::Severity::Warning});
    if (!m_request.action.isEmpty() && m_request.action != u"run"_s && !m_component.synchronousActions.contains(m_request.action))
        return fail(bad(u"its component has no action %1"_s.arg(m_request.action),
                        m_component.synchronousActions.isEmpty()
                            ? QString()
                            : u"It has: %1."_s.arg(m_component.synchronousActions.join(u", "_s))));
    return {};
}

Result<void> SpecMaker::writeConfig()
{
    const auto clear = resolveSecrets(m_configuration, lookupIn(m_request.secrets));
    if (!clear)
        return fail(clear.error());
    StageConfigOptions options;
    if (!m_request.action.isEmpty())
        options.action = m_request.action;
    options.imageParameters = m_component.imageParameters;
    auto config = mainStageConfig(*clear, options);
    if (!config)
        return fail(config.error());
    const SecretPatterns patterns = passwordPatterns(m_component.configurationSchema);
    auto masked = maskSecrets(*config, patterns);
    auto state = stateFile(m_state);
    if (!masked || !state)
        return fail(!masked ? masked.error() : state.error());
    m_spec.staging.config = *config;
    m_spec.maskedConfig = *masked;
    m_spec.secrets = secretValues(*config, patterns);
    if (m_state.simplified() != "{}" && !m_state.isEmpty()) {
        m_spec.staging.state = *state;
        m_spec.secrets += secretValues(*state);
    }
    m_spec.problems += shortSecretWarnings(*config, patterns);
    return {};
}

Result<void> SpecMaker::input()
{
    const JobInput given = m_request.job.input();
    if (m_request.dataFolder.isEmpty() && given.mode == JobInput::Mode::Mapping)
        return mappedTables(given.fileTables);
    const QString folder = m_request.dataFolder.isEmpty() ? given.folder : m_request.dataFolder;
    if (folder.isEmpty())
        return {};
    if (!QFileInfo(folder).isDir())
        return fail(Error::make(Error::Kind::NotFound, u"read the data folder %1"_s.arg(folder),
                                QFileInfo::exists(folder) ? u"it is not a folder"_s : u"there is no such folder"_s,
                                u"Choose the folder that holds in/tables and in/files."_s));
    m_spec.staging.dataFolder = QFileInfo(folder).absoluteFilePath();
    return {};
}

Result<void> SpecMaker::mappedTables(const QMap<QString, QString> &files)
{
    QMap<QString, QString> destinations;
    const Json *tables = findPath(m_tree, u"storage.input.tables"_s);
    for (const Json &table : tables && tables->is_array() ? *tables : Json::array()) {
        const QString source = table.is_object() ? toQString(table.value("source", Json())) : QString();
        const QString destination = table.is_object() ? toQString(table.value("destination", Json())) : QString();
        if (!files.contains(source))
            return fail(bad(u"there is no file for its input table %1"_s.arg(source),
                            u"Name one in input.fileTables: Storage comes in a later version."_s));
        destinations.insert(source, destination.isEmpty() ? source : destination); // F10
    }
    for (auto file = files.begin(); file != files.end(); ++file) {
        const QString name = destinations.value(file.key(), file.key());
        if (!QFileInfo(file.value()).isFile())
            return fail(Error::make(Error::Kind::NotFound, u"read the input table %1"_s.arg(file.key()),
                                    u"there is no file %1"_s.arg(file.value())));
        const QString clean = QDir::cleanPath(name);
        if (clean.startsWith(u"../"_s) || clean.startsWith(u'/') || clean == u".."_s)
            return fail(bad(u"its input table %1 has a destination outside in/tables"_s.arg(file.key())));
        m_spec.staging.files.insert("in/tables/" + clean.toUtf8(), file.value());
    }
    return {};
}

Result<void> SpecMaker::limits()
{
    const JobExtra extra = m_request.job.extra();
    const RuntimeOptions runtime = runtimeOptions(m_configuration);
    const auto declared = parseComponentMemory(m_component.memory);
    if (!declared)
        return fail(declared.error());
    const ContainerLimits limits = containerLimits(*declared, runtime.backendType);
    if (!limits.knownSize)
        m_spec.problems.append({u"runtime.backend.type"_s, u"The size %1 is not known."_s.arg(runtime.backendType),
                                Problem::Severity::Warning});
    m_spec.container.memory = extra.memory.value_or(limits.memoryBytes());
    m_spec.container.cpus = extra.cpus.value_or(limits.cpus);
    if (m_component.forbidsSwap())
        m_spec.container.memorySwap = m_spec.container.memory;
    if (m_component.wantsKeepAlive())
        m_spec.container.sysctls.insert(u"net.ipv4.tcp_keepalive_time"_s, u"60"_s);
    const bool action = !m_request.action.isEmpty() && m_request.action != u"run"_s;
    m_spec.timeoutSeconds = action ? 30 : stageTimeout(m_component, runtime.processTimeout, true);
    m_spec.noApplicationErrors = m_component.logging.noApplicationErrors;
    return {};
}

Result<void> SpecMaker::network()
{
    const QString network = m_request.job.extra().network.value_or(m_component.network);
    if (network == u"no-internet"_s)
        return fail(bad(u"it wants the network no-internet, which this version cannot make yet"_s,
                        u"Set extra.network to \"none\" or \"bridge\"."_s));
    m_spec.container.networkMode = network;
    return {};
}

Result<void> SpecMaker::binds()
{
    const QString home = QDir::homePath();
    for (const JobMount &mount : m_request.job.extra().mounts) {
        const QString source = QDir::cleanPath(mount.source);
        const QStringList forbidden{u"/"_s, u"/etc"_s, u"/proc"_s, u"/sys"_s, u"/dev"_s, u"/run"_s, u"/var/run"_s, u"/boot"_s, home};
        if (forbidden.contains(source) || source.endsWith(u".sock"_s) || source.startsWith(u"/proc/"_s))
            return fail(bad(u"it mounts %1, which would give the component this machine"_s.arg(source),
                            u"Mount the one folder it needs."_s)); // A34
        m_spec.container.binds.append(mount.toBind());
    }
    return {};
}

void SpecMaker::user()
{
    const auto wanted = m_request.job.extra().user;
    m_spec.staging.uid = m_user.uid;
    m_spec.staging.gid = m_user.gid;
    if (!wanted) {
        if (m_component.runsAsRoot())
            m_spec.staging.anyUser = true; // whoever the image says
        else
            m_spec.container.user = u"%1:%2"_s.arg(m_user.uid).arg(m_user.gid);
        return;
    }
    m_spec.container.user = *wanted;
    bool uidIsNumber = false, gidIsNumber = false;
    const int uid = wanted->section(u':', 0, 0).toInt(&uidIsNumber);
    const int gid = wanted->section(u':', 1, 1).toInt(&gidIsNumber);
    m_spec.staging.uid = uidIsNumber ? uid : 0;
    m_spec.staging.gid = gidIsNumber ? gid : 0;
    m_spec.staging.anyUser = !uidIsNumber;
}

void SpecMaker::environment()
{
    EnvironmentInput input;
    input.runId = m_runId;
    input.configId = m_request.job.configurationId();
    input.configRowId = m_request.rowId;
    input.runMode = m_request.debug ? u"debug"_s : u"run"_s;
    input.mainDataTypesSupport = m_component.dataTypesSupport;
    input.parameters = m_request.job.parameters();
    ContainerSpec &container = m_spec.container;
    container.env = componentEnvironment(input, m_component);
    const JobExtra extra = m_request.job.extra();
    for (auto variable = extra.env.begin(); variable != extra.env.end(); ++variable) {
        container.env.append(variable.key() + u'=' + variable.value());
        // M1: whoever may talk to the engine reads it.
        for (const QByteArray &secret : std::as_const(m_spec.secrets)) {
            if (secret.size() >= 6 && variable.value().toUtf8().contains(secret))
                m_spec.problems.append({u"extra.env."_s + variable.key(),
                                        u"It holds a secret: everybody who may use the engine can read it there."_s,
                                        Problem::Severity::Warning});
        }
    }
    container.entrypoint = extra.entrypoint.value_or(QStringList());
    container.cmd = extra.cmd.value_or(QStringList());
    const QString prefix = u"com.keboola.docker-runner."_s; // X3
    container.labels.insert(prefix + u"jobId"_s, m_runId);
    container.labels.insert(prefix + u"runId"_s, m_runId);
    container.labels.insert(prefix + u"rowId"_s, m_request.rowId);
    container.labels.insert(prefix + u"containerName"_s, u"%1-%2-%2-0"_s.arg(m_component.id, m_runId));
    container.labels.insert(prefix + u"projectId"_s, input.projectId);
}

Result<RunSpec> SpecMaker::make()
{
    const JobDocument &job = m_request.job;
    m_spec.jobId = job.id();
    m_spec.jobName = job.name();
    m_spec.jobFile = job.path();
    m_spec.rowId = m_request.rowId;
    m_spec.hasComponent = job.hasComponent();
    m_spec.imageReference = job.imageReference(m_request.tag);
    if (const QString pin = job.image().pin; !pin.isEmpty() && m_request.tag.isEmpty()) {
        const qsizetype slash = m_spec.imageReference.lastIndexOf(u'/');
        const qsizetype colon = m_spec.imageReference.indexOf(u':', slash + 1);
        m_spec.imageReference = m_spec.imageReference.left(colon) + u'@' + pin;
    }
    m_spec.source = job.source();
    m_spec.pull = job.image().pull;
    if (m_spec.imageReference.isEmpty())
        return fail(bad(u"it names no image"_s, u"Set component.data.definition.uri in the job."_s));
    using Step = Result<void> (SpecMaker::*)();
    for (const Step step : {&SpecMaker::chooseRow, &SpecMaker::supported, &SpecMaker::writeConfig, &SpecMaker::input,
                            &SpecMaker::limits, &SpecMaker::network, &SpecMaker::binds}) {
        if (auto done = (this->*step)(); !done)
            return fail(done.error());
    }
    user();
    environment();
    return std::move(m_spec);
}

} // namespace

Result<RunSpec> makeRunSpec(const RunRequest &request, const ComponentDefinition &component, const QString &kbcRunId,
                            const RunUser &user)
{
    if (auto valid = request.job.requireValid(); !valid)
        return fail(valid.error());
    return SpecMaker(request, component, kbcRunId, user).make();
}

} // namespace longshore
