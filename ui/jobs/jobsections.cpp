// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobsections.h"

#include "model/jobs/dockersize.h"
#include "model/jobs/formactions.h"
#include "model/jobs/mappingsources.h"
#include "model/json/json.h"
#include "ui/jobs/argumentsedit.h"
#include "ui/jobs/defaultbucketoffer.h"
#include "ui/jobs/formpart.h"
#include "ui/jobs/imagefacts.h"
#include "ui/jobs/jobschema.h"
#include "ui/jobs/jobsection.h"
#include "ui/jobs/mountsedit.h"
#include "ui/jobs/portoffer.h"
#include "ui/jobs/schemaline.h"
#include "ui/jobs/variablesedit.h"

#include <QFile>
#include <QScopedValueRollback>
#include <QVBoxLayout>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

QByteArray ownSchema(const QString &name)
{
    QFile file(u":/forms/%1.json"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int countAt(const JobDocument &job, const QString &path)
{
    const Json *node = findPath(job.root(), path);
    return node && node->is_structured() ? int(node->size()) : 0;
}

/// "1 table, 2 files", "nothing".
QString inputWords(int tables, int files)
{
    QStringList parts;
    if (tables > 0)
        parts.append(tables == 1 ? JobSections::tr("1 table") : JobSections::tr("%1 tables").arg(tables));
    if (files > 0)
        parts.append(files == 1 ? JobSections::tr("1 file") : JobSections::tr("%1 files").arg(files));
    return parts.isEmpty() ? JobSections::tr("nothing") : parts.join(u", "_s);
}

/// The rows' form with the component's own schema for their parameters.
QByteArray rowsSchema(const QByteArray &rowSchema)
{
    const QByteArray plain = ownSchema(u"rows"_s);
    Result<Json> schema = scanJson(plain, {});
    const Result<Json> parameters = scanJson(rowSchema, {});
    if (rowSchema.isEmpty() || !schema || !parameters || !parameters->is_object())
        return plain;
    (*schema)["properties"]["rows"]["items"]["properties"]["configuration"] =
        Json{{"type", "object"}, {"title", "Configuration"}, {"propertyOrder", 4}, {"properties", {{"parameters", *parameters}}}};
    return writeJson(*schema, JsonStyle::Compact);
}

} // namespace

JobSections::JobSections(JobEditor &editor, JobSchema &schema, QVBoxLayout *column, QWidget *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_sources(new MappingSources(editor, this))
    , m_jobSchema(schema)
    , m_column(column)
    , m_parent(parent)
{
    makeComponent();
    m_parameters = make(u"parameters"_s, tr("Parameters"));
    m_parameters->add(new SchemaLine(schema, m_parameters), u"schema"_s);
    m_parametersForm = form(m_parameters, u"configuration.parameters"_s, {});
    makeData();
    makeEnvironment();
    makeRows();
    m_parameters->setOpen(true);
    connect(&editor, &JobEditor::changed, this, &JobSections::refresh);
    connect(&schema, &JobSchema::changed, this, &JobSections::refresh);
    refreshSchema();
    refresh();
}

JobSection *JobSections::make(const QString &name, const QString &title)
{
    auto *section = new JobSection(name, title, m_parent);
    m_column->addWidget(section);
    m_all.append(section);
    connect(section, &JobSection::problemsChanged, this, [this] {
        if (!m_telling)
            Q_EMIT problemsChanged();
    });
    return section;
}

FormPart *JobSections::form(JobSection *section, const QString &path, const QString &schema, const QString &key)
{
    auto *part = new FormPart(m_editor, path, schema.isEmpty() ? QByteArray() : ownSchema(schema), section, key);
    if (!schema.isEmpty()) // not a component's form: it has no such words
        part->model().setSources(m_sources);
    section->add(part);
    return part;
}

void JobSections::makeComponent()
{
    m_component = make(u"component"_s, tr("Component"));
    form(m_component, u"component.data.definition"_s, u"definition"_s);
    form(m_component, u"component.data"_s, u"data"_s);
    form(m_component, u"image"_s, u"image"_s);
    form(m_component, u"source"_s, u"source"_s);
}

void JobSections::makeData()
{
    m_input = make(u"input"_s, tr("Input"));
    form(m_input, u"input"_s, u"input"_s);
    m_mappingForm = form(m_input, u"configuration.storage.input"_s, u"inputmapping"_s);
    m_output = make(u"output"_s, tr("Output mapping"));
    m_bucketOffer = new DefaultBucketOffer(m_editor, m_output);
    m_output->add(m_bucketOffer);
    form(m_output, u"configuration.storage.output"_s, u"outputmapping"_s);
    m_processors = make(u"processors"_s, tr("Processors"));
    form(m_processors, u"configuration.processors"_s, u"processors"_s);
}

void JobSections::makeEnvironment()
{
    m_environment = make(u"environment"_s, tr("Environment"));
    m_environment->add(new VariablesEdit(m_editor, m_environment), u"extra.env"_s);
    m_entrypoint = new ArgumentsEdit(m_editor, u"extra.entrypoint"_s, tr("Entrypoint"), m_environment);
    m_command = new ArgumentsEdit(m_editor, u"extra.cmd"_s, tr("Command"), m_environment);
    m_environment->add(m_entrypoint, u"extra.entrypoint"_s);
    m_environment->add(m_command, u"extra.cmd"_s);
    m_environment->add(new MountsEdit(m_editor, m_environment), u"extra.mounts"_s);
    form(m_environment, u"extra"_s, u"extra"_s);
    m_environment->add(new PortOffer(m_editor, m_environment));
}

void JobSections::makeRows()
{
    m_rows = make(u"rows"_s, tr("Rows"));
    m_rowsForm = form(m_rows, {}, u"rows"_s, u"rows"_s);
}

void JobSections::setLabelRecord(const QByteArray &record)
{
    m_label = record;
    refresh();
}

void JobSections::setImage(const ImageDetails &image)
{
    m_entrypoint->setImageWords(image.entrypoint);
    m_command->setImageWords(image.cmd);
    m_environment->add(new ImageFacts(image, m_environment), u"image"_s);
}

/// Only a new schema makes a form anew; what is being typed stays.
void JobSections::refreshSchema()
{
    const FoundSchema &found = m_jobSchema.current();
    if (found.schema != m_schema) {
        m_schema = found.schema;
        m_parametersForm->setSchema(m_schema);
    }
    if (found.rowSchema != m_rowSchema) {
        m_rowSchema = found.rowSchema;
        m_rowsForm->setSchema(rowsSchema(m_rowSchema));
    }
}

void JobSections::refresh()
{
    refreshSchema();
    const JobDocument &job = m_editor.document();
    const ComponentDefinition component = job.component();
    const QString image = job.hasComponent() && !component.image.uri.isEmpty() ? job.imageReference() : QString();
    m_component->setSummary(image.isEmpty() ? tr("still to be chosen") : image, image.section(u'/', -1));
    m_parameters->setSummary(m_schema.isEmpty() ? tr("as JSON: no schema") : m_jobSchema.current().origin == SchemaOrigin::Guess ? tr("guessed: no schema") : tr("from a schema"));
    const bool lacksBucket = m_bucketOffer->showFor(m_label);
    const JobInput input = job.input();
    m_mappingForm->setVisible(input.mode == JobInput::Mode::Mapping);
    const int tables = countAt(job, u"configuration.storage.input.tables"_s);
    const int files = countAt(job, u"configuration.storage.input.files"_s);
    if (input.mode == JobInput::Mode::Folder)
        m_input->setSummary(tr("a data folder"));
    else
        m_input->setSummary(inputWords(qMax(tables, int(input.fileTables.size())), files));
    const int outputs = countAt(job, u"configuration.storage.output.tables"_s);
    const QString bucket = toQString(findPath(job.root(), u"configuration.storage.output.default_bucket"_s)
                                         ? *findPath(job.root(), u"configuration.storage.output.default_bucket"_s)
                                         : Json());
    const QString whole = !bucket.isEmpty() ? tr("into %1").arg(bucket) : lacksBucket ? tr("no default bucket") : tr("as the component says");
    m_output->setSummary(outputs == 1 ? tr("1 table") : outputs ? tr("%1 tables").arg(outputs) : whole, outputs ? QString() : bucket);
    const int before = countAt(job, u"configuration.processors.before"_s);
    const int after = countAt(job, u"configuration.processors.after"_s);
    m_processors->setSummary(before + after == 0 ? tr("none") : tr("%1 before, %2 after").arg(before).arg(after));
    const JobExtra extra = job.extra();
    const QString limit = extra.memory ? dockerSize(*extra.memory) : component.memory;
    m_environment->setSummary(u"%1, %2"_s.arg(limit, extra.network.value_or(component.network)));
    const int rows = countAt(job, u"rows"_s);
    m_rows->setSummary(rows == 0 ? tr("none") : rows == 1 ? tr("1 row") : tr("%1 rows").arg(rows));
    Q_EMIT summariesChanged();
}

JobSection *JobSections::at(const QString &path) const
{
    for (JobSection *section : m_all) {
        if (section != m_rows && section->covers(path))
            return section;
    }
    if (path.startsWith("rows"_L1))
        return m_rows;
    return path.startsWith("component"_L1) ? m_component : path.startsWith("configuration.storage.output"_L1) ? m_output : nullptr;
}

bool JobSections::areChecked() const
{
    for (const JobSection *section : m_all) {
        for (FormPart *part : section->parts()) {
            if (!part->model().isChecked())
                return false;
        }
    }
    return true;
}

void JobSections::setActionRunner(ActionRunner *runner)
{
    m_parametersForm->model().actions().setRunner(runner);
}

void JobSections::setOuterProblems(const Problems &problems)
{
    const QScopedValueRollback telling(m_telling, true);
    for (const JobSection *section : std::as_const(m_all)) {
        for (FormPart *part : section->parts())
            part->setOuterProblems(problems);
    }
}

Problems JobSections::problems() const
{
    Problems problems;
    for (const JobSection *section : m_all)
        problems += section->problems();
    return problems;
}

} // namespace longshore
