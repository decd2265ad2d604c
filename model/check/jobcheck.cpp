// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/jobcheck.h"

#include "model/check/componentcheck.h"
#include "model/check/datafoldercheck.h"
#include "model/component/configuration.h"
#include "model/component/secrets.h"
#include "model/jobs/jobdocument.h"
#include "model/jobs/validation.h"
#include "model/json/json.h"
#include "model/run/inputtables.h"
#include "model/run/runplan.h"
#include "model/storage/loadplan.h"

#include <QFileInfo>
#include <QSet>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

class JobCheck
{
public:
    JobCheck(const JobDocument &job, const JobCheckContext &context)
        : m_job(job)
        , m_context(context)
        , m_component(job.component())
    {
    }

    Findings make()
    {
        document();
        if (m_job.hasComponent())
            checkDefinition(m_component, u"component"_s, m_findings);
        configuration(m_job.configuration(), u"configuration"_s, m_job.rows().isEmpty());
        rows();
        source();
        input();
        if (!m_findings.hasErrors())
            dryRun();
        return m_findings;
    }

private:
    void document();
    void configuration(const QByteArray &configuration, const QString &path, bool effective);
    void secrets(const QByteArray &configuration, const QString &path);
    void processors(const Json &configuration, const QString &path);
    void tables(const QByteArray &configuration, const QString &path);
    void rows();
    void source();
    void input();
    void dryRun();
    QMap<QString, QString> placeholders() const;

    const JobDocument &m_job;
    const JobCheckContext &m_context;
    ComponentDefinition m_component;
    Findings m_findings;
    QSet<QString> m_mapped; ///< sources of the input mapping
};

void JobCheck::document()
{
    for (const Problem &problem : m_job.problems()) {
        const QString root = problem.path.section(u'.', 0, 0);
        const QString rule = root == u"configuration"_s || root == u"rows"_s     ? u"C1"_s
                             : root == u"component"_s || root == u"components"_s ? u"D1"_s
                                                                                 : QString();
        m_findings.add({problem}, rule);
    }
}

/// `effective`: it is what a component gets, so its parameters must be complete.
void JobCheck::configuration(const QByteArray &text, const QString &path, bool effective)
{
    const auto json = scanJson(text, {});
    if (!json || !json->is_object())
        return; // told by document()
    if (effective) {
        const Json *parameters = findPath(*json, u"parameters"_s);
        if (parameters)
            m_findings.add(ParameterValidator(m_component.configurationSchema).check(*parameters), u"15"_s,
                           path + u".parameters"_s);
        tables(text, path);
    }
    secrets(text, path);
    processors(*json, path);
}

void JobCheck::secrets(const QByteArray &configuration, const QString &path)
{
    const SecretLookup lookup = lookupIn(m_context.secrets);
    for (const SecretReference &reference : secretReferences(configuration)) {
        if (!lookup(reference))
            m_findings.warning(u"C11"_s, path + u'.' + reference.path,
                               u"It has no value here: a run needs --secret %1=@FILE."_s.arg(reference.key));
    }
    m_findings.add(shortSecretWarnings(configuration, passwordPatterns(m_component.configurationSchema)), u"L6"_s,
                   path);
}

void JobCheck::processors(const Json &configuration, const QString &path)
{
    for (const QString &place : {u"before"_s, u"after"_s}) {
        const QString at = u"processors."_s + place;
        const Json *list = findPath(configuration, at);
        for (std::size_t i = 0; list && list->is_array() && i < list->size(); ++i) {
            const Json *component = findPath((*list)[i], u"definition.component"_s);
            const QString id = component ? toQString(*component) : QString();
            if (id.isEmpty())
                continue; // C1 tells
            const QString here = path + u'.' + joinPath(at, int(i));
            const auto definition = m_job.processor(id);
            if (!definition)
                m_findings.warning(
                    u"Q8"_s, here,
                    u"The job's \"components\" does not define %1; it must be known where it runs."_s.arg(id));
            else if (definition->allowedProcessorPosition != u"any"_s && definition->allowedProcessorPosition != place)
                m_findings.warning(
                    u"Q7"_s, here,
                    u"%1 is made to stand %2 the component."_s.arg(id, definition->allowedProcessorPosition));
        }
    }
}

/// What the runner would stage; what it would refuse of the mapping itself, document() tells.
void JobCheck::tables(const QByteArray &configuration, const QString &path)
{
    const auto mapping = parseInputMapping(configuration);
    if (!mapping)
        return;
    const JobInput input = m_job.input();
    for (qsizetype i = 0; i < mapping->tables.size(); ++i) {
        const QString source = mapping->tables[i].source;
        m_mapped.insert(source);
        if (input.mode == JobInput::Mode::Folder || input.fileTables.contains(source))
            continue;
        const bool isThere = tableIdProblem(source).isEmpty() && (!m_context.hasTable || m_context.hasTable(source));
        if (isThere)
            continue;
        const Error missing = missingInputTable(source);
        m_findings.error(u"I8"_s, path + u".storage.input.tables.%1.source"_s.arg(i),
                         missing.happened + u". "_s + missing.advice);
    }
}

void JobCheck::rows()
{
    const auto rows = m_job.rows();
    const QByteArray base = m_job.configuration();
    QSet<QString> ids;
    bool enabled = false;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const QString path = u"rows.%1"_s.arg(i);
        if (ids.contains(rows[i].id))
            m_findings.error(u"W1"_s, path + u".id"_s, u"Another row has the same id."_s);
        ids.insert(rows[i].id);
        enabled = enabled || !rows[i].isDisabled;
        const auto merged = mergeRow(base, rows[i].configuration);
        if (!merged)
            m_findings.error(u"Q6"_s, path + u".configuration.processors"_s,
                             merged.error().happened + u". "_s + merged.error().advice);
        else if (!rows[i].isDisabled)
            configuration(*merged, path + u".configuration"_s, true);
    }
    if (!rows.isEmpty() && !enabled)
        m_findings.warning(u"W4"_s, u"rows"_s, u"Every row is disabled, so nothing runs."_s);
}

void JobCheck::source()
{
    const auto source = m_job.source();
    if (!source)
        return;
    const QString dockerfile = source->dockerfile.isEmpty() ? u"Dockerfile"_s : source->dockerfile;
    if (!QFileInfo(source->folder).isDir())
        m_findings.warning({}, u"source.folder"_s, u"There is no folder %1."_s.arg(source->folder));
    else if (!QFileInfo(source->folder + u'/' + dockerfile).isFile())
        m_findings.warning({}, u"source.dockerfile"_s, u"There is no %1 in %2."_s.arg(dockerfile, source->folder));
}

void JobCheck::input()
{
    const JobInput input = m_job.input();
    if (input.mode == JobInput::Mode::Folder && !input.folder.isEmpty()) {
        if (!QFileInfo(input.folder).isDir())
            m_findings.error({}, u"input.folder"_s, u"There is no folder %1."_s.arg(input.folder));
        else
            m_findings += checkDataFolder(input.folder, input.folder);
    }
    if (input.mode == JobInput::Mode::Folder)
        return;
    for (auto file = input.fileTables.begin(); file != input.fileTables.end(); ++file) {
        const QString path = joinPath(u"input.fileTables"_s, file.key());
        if (!QFileInfo(file.value()).isFile())
            m_findings.error(u"F10"_s, path, u"There is no file %1."_s.arg(file.value()));
        else if (!m_mapped.contains(file.key()))
            m_findings.note(u"I7"_s, path, u"No input table of the configuration has this source."_s);
    }
}

/// A value for each reference that has none, so that the rest can be looked at.
QMap<QString, QString> JobCheck::placeholders() const
{
    QMap<QString, QString> values = m_context.secrets;
    const SecretLookup lookup = lookupIn(m_context.secrets);
    QList<QByteArray> configurations{m_job.configuration()};
    for (const JobRow &row : m_job.rows())
        configurations.append(row.configuration);
    for (const QByteArray &configuration : configurations) {
        for (const SecretReference &reference : secretReferences(configuration)) {
            if (!lookup(reference))
                values.insert(reference.path, u"a value that stands for the secret"_s);
        }
    }
    return values;
}

void JobCheck::dryRun()
{
    RunRequest request;
    request.job = m_job;
    request.secrets = placeholders();
    QStringList ids;
    for (const JobRow &row : m_job.rows()) {
        if (!row.isDisabled)
            ids.append(row.id);
    }
    if (m_job.rows().isEmpty())
        ids.append(QString());
    for (const QString &id : ids) {
        request.rowId = id;
        PlanInput input;
        if (!m_job.hasComponent())
            input.labelled = m_component;
        const auto plan = makeRunPlan(request, input);
        if (!plan)
            m_findings.error({}, id.isEmpty() ? QString() : u"rows (%1)"_s.arg(id), plan.error().sentence());
    }
}

} // namespace

Findings checkJob(const JobDocument &job, const JobCheckContext &context)
{
    return JobCheck(job, context).make();
}

} // namespace longshore
