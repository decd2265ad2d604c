// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/schemasources.h"

#include "model/asynctask.h"
#include "model/jobs/jobfile.h"
#include "model/jobs/schemaguess.h"
#include "model/json/json.h"

#include <QDir>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// A file that holds a schema, on one line; empty when it holds none.
QByteArray schemaIn(const QString &path)
{
    const QString asked = u"read the schema %1"_s.arg(path);
    const Result<QByteArray> bytes = readJobFile(path, asked);
    const Result<Json> json = bytes ? scanJson(*bytes, asked) : Result<Json>(fail(bytes.error()));
    return json && json->is_object() && !json->empty() ? writeJson(*json, JsonStyle::Compact) : QByteArray();
}

FoundSchema ofRecord(const Json &record, SchemaOrigin origin)
{
    const ComponentDefinition component = readComponentDefinition(record).definition;
    return {origin, {}, component.configurationSchema, component.configurationRowSchema};
}

} // namespace

FoundSchema sourceSchema(const QString &folder)
{
    const QDir dir(folder);
    const QString path = u"component_config/configSchema.json"_s;
    return {SchemaOrigin::SourceFolder, path, schemaIn(dir.filePath(path)), schemaIn(dir.filePath(u"component_config/configRowSchema.json"_s))};
}

QStringList imageSchemaPaths()
{
    QStringList paths;
    for (const QString &folder : {u""_s, u"/code"_s, u"/app"_s, u"/usr/src/app"_s, u"/src"_s, u"/home"_s})
        paths.append(folder + u"/component_config/configSchema.json"_s);
    return paths;
}

SchemaSources::SchemaSources(const JobDocument &job, QObject *parent)
    : QObject(parent)
    , m_guess{SchemaOrigin::Guess, {}, guessSchema(job.parameters()), {}}
{
    setJob(job);
}

void SchemaSources::setJob(const JobDocument &job)
{
    m_job = job;
    const Json *record = findPath(job.root(), u"component"_s);
    m_record = record ? ofRecord(*record, SchemaOrigin::Record) : FoundSchema();
    const std::optional<JobSource> source = job.source();
    if (const QString folder = source ? source->folder : QString(); folder != m_folder) {
        m_folder = folder;
        m_source = {};
        readSource();
    }
    refresh();
}

void SchemaSources::setLabelRecord(const QByteArray &record)
{
    const Result<Json> json = scanJson(record, u"read the image's record"_s);
    m_label = json ? ofRecord(*json, SchemaOrigin::ImageLabel) : FoundSchema();
    refresh();
}

void SchemaSources::readSource()
{
    const quint64 asked = ++m_asked;
    if (m_folder.isEmpty())
        return;
    runAsync(this, [folder = m_folder] { return sourceSchema(folder); }, [this, asked](const FoundSchema &found) {
        if (asked != m_asked)
            return; // another folder by now
        m_source = found;
        refresh();
    });
}

QList<FoundSchema> SchemaSources::available() const
{
    QList<FoundSchema> found;
    for (const FoundSchema &one : {m_record, m_source, m_label, m_guess}) {
        if (!one.schema.isEmpty())
            found.append(one);
    }
    return found;
}

void SchemaSources::refresh()
{
    const QList<FoundSchema> found = available();
    m_usual = found.isEmpty() ? FoundSchema() : found.first();
    if (m_usual.rowSchema.isEmpty())
        m_usual.rowSchema = m_record.rowSchema;
    FoundSchema next = chosenSchema(m_job).value_or(m_usual);
    if (next.rowSchema.isEmpty())
        next.rowSchema = m_usual.rowSchema;
    const bool isCopy = next.origin == SchemaOrigin::SourceFolder || next.origin == SchemaOrigin::Record;
    const bool outdated = isCopy && !m_source.schema.isEmpty() && m_source.schema != next.schema;
    if (next == m_current && outdated == m_isOutdated)
        return;
    m_current = next;
    m_isOutdated = outdated;
    Q_EMIT changed();
}

} // namespace longshore
