// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/stageenvironment.h"

#include "model/component/environment.h"
#include "model/json/json.h"

#include <QRegularExpression>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// Of the effective configuration: rows may change them.
QByteArray parametersOf(const QByteArray &configuration)
{
    const auto tree = scanJson(configuration, u"read the configuration"_s);
    const Json *parameters = tree ? findPath(*tree, u"parameters"_s) : nullptr;
    return parameters ? writeJson(*parameters, JsonStyle::Compact) : QByteArray("{}");
}

} // namespace

QStringList stageEnvironment(const StageContext &context, const StageSpec &stage)
{
    EnvironmentInput input;
    input.runId = context.kbcRunId;
    input.configId = context.request.job.configurationId();
    input.configRowId = context.rowId;
    input.runMode = context.request.debug ? u"debug"_s : u"run"_s; // B1
    input.mainDataTypesSupport = context.main.dataTypesSupport;
    input.parameters = parametersOf(context.configuration);
    return componentEnvironment(input, stage.component); // E2: of the component that owns the image
}

void addExtraEnvironment(const QMap<QString, QString> &variables, StageSpec *stage)
{
    for (auto variable = variables.begin(); variable != variables.end(); ++variable) {
        stage->container.env.append(variable.key() + u'=' + variable.value());
        for (const QByteArray &secret : std::as_const(stage->secrets)) {
            if (secret.size() >= 6 && variable.value().toUtf8().contains(secret))
                stage->problems.append({u"extra.env."_s + variable.key(),
                                        u"It holds a secret: everybody who may use the engine can read it there."_s,
                                        Problem::Severity::Warning});
        }
    }
}

QStringList loggerEnvironment(const QString &address, int port)
{
    return {u"KBC_LOGGER_ADDR="_s + address, u"KBC_LOGGER_PORT="_s + QString::number(port)};
}

QMap<QString, QString> contractLabels(const StageContext &context, const StageSpec &stage)
{
    const QString prefix = u"com.keboola.docker-runner."_s, id = context.kbcRunId;
    return {{prefix + u"jobId"_s, id},
            {prefix + u"runId"_s, id},
            {prefix + u"rowId"_s, context.rowId},
            {prefix + u"containerName"_s, u"%1-%2-%2-%3"_s.arg(stage.component.id, id).arg(stage.priority)},
            {prefix + u"projectId"_s, EnvironmentInput().projectId}};
}

QString contractContainerName(const QString &jobId, const QString &runId, const QString &rowId, int priority, const QString &componentId)
{
    static const QRegularExpression other(u"[^A-Za-z0-9]"_s);
    QString component = componentId;
    component.replace(other, u"-"_s);
    return QStringList{jobId, runId.isEmpty() ? u"norunid"_s : runId, rowId, QString::number(priority), component}.join(u'-');
}

} // namespace longshore
