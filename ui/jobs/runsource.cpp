// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/runsource.h"

#include "model/component/configuration.h"
#include "model/component/containersize.h"
#include "model/format.h"
#include "model/jobs/formmodel.h"
#include "model/jobs/schemaform.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

QString say(const char *text)
{
    return QCoreApplication::translate("RunSource", text);
}

} // namespace

RunSource::RunSource(const JobDocument &job, const QByteArray &imageLabelRecord)
    : m_job(job)
    , m_component(job.component())
    , m_schema(chooseSchema(m_component.configurationSchema, imageLabelRecord))
    , m_secrets(passwordPatterns(m_schema))
    , m_schemaOfImage(!m_schema.isEmpty() && m_component.configurationSchema.isEmpty())
{
    if (job.hasComponent() || imageLabelRecord.isEmpty())
        return;
    if (Result<ComponentDefinition> ofImage = parseComponentDefinition(imageLabelRecord, u"read the image's record"_s))
        m_component = *ofImage;
}

SecretPatterns RunSource::parameterSecrets() const
{
    return passwordPatterns(m_schema, {});
}

QString RunSource::summary() const
{
    QStringList parts;
    if (const Result<qint64> memory = parseComponentMemory(m_component.memory)) {
        const RuntimeOptions runtime = runtimeOptions(m_job.configuration());
        parts.append(format::binaryBytes(containerLimits(*memory, runtime.backendType).memoryBytes()));
    }
    const int seconds = stageTimeout(m_component, runtimeOptions(m_job.configuration()).processTimeout, true);
    parts.append(seconds % 3600 == 0 ? say(QT_TRANSLATE_NOOP("RunSource", "at most %1 h")).arg(seconds / 3600)
                                     : say(QT_TRANSLATE_NOOP("RunSource", "at most %1")).arg(format::duration(seconds * 1000LL)));
    parts.append(m_component.network == "none"_L1 ? say(QT_TRANSLATE_NOOP("RunSource", "no network"))
                                                  : say(QT_TRANSLATE_NOOP("RunSource", "network: %1")).arg(m_component.network));
    parts.append(m_schema.isEmpty() ? say(QT_TRANSLATE_NOOP("RunSource", "no schema: parameters as JSON"))
                 : m_schemaOfImage  ? say(QT_TRANSLATE_NOOP("RunSource", "form from the image's schema"))
                                    : say(QT_TRANSLATE_NOOP("RunSource", "form from the component's schema")));
    return parts.join(u" · "_s);
}

QByteArray RunSource::parameters() const
{
    const QByteArray own = m_job.parameters();
    const QByteArray bare = own.simplified();
    if (!bare.isEmpty() && bare != "{}" && bare != "{ }" && bare != "[]")
        return own;
    FormModel defaults;
    if (!defaults.load(m_schema, "{}"))
        return own;
    defaults.fillDefaults();
    return defaults.parameters();
}

JobDocument RunSource::jobWith(const QByteArray &parameters) const
{
    JobDocument job = m_job;
    // An empty job may have no parameters at all; writing `{}` would not change what the component gets.
    if (const Result<void> set = job.setParameters(parameters); !set)
        return m_job;
    return job;
}

Result<QByteArray> RunSource::preview(const QByteArray &parameters) const
{
    StageConfigOptions options;
    options.imageParameters = m_component.imageParameters;
    const Result<QByteArray> config = mainStageConfig(jobWith(parameters).configuration(), options);
    if (!config)
        return fail(config.error());
    // Image parameters may hold secrets under their own keys; `maskSecrets` finds those by their `#`.
    return maskSecrets(*config, m_secrets, maskDots);
}

} // namespace longshore
