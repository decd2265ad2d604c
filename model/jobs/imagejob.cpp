// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/imagejob.h"

#include "model/images/reference.h"
#include "model/json/json.h"

#include <QRegularExpression>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

/// A bucket's name takes ASCII letters, digits, `_` and `-`.
QString bucketFor(const QString &name)
{
    static const QRegularExpression others(u"[^A-Za-z0-9_-]+"_s);
    QString word = name.normalized(QString::NormalizationForm_KD).toLower();
    word.replace(others, u"-"_s);
    while (word.startsWith(u'-'))
        word.remove(0, 1);
    word.truncate(60);
    while (word.endsWith(u'-'))
        word.chop(1);
    return u"out.c-"_s + (word.isEmpty() ? u"main"_s : word);
}

} // namespace

JobDocument jobForImage(const QString &reference, const QByteArray &labelRecord)
{
    const Result<Reference> parsed = Reference::parse(reference);
    const QString name = parsed ? parsed->name() : reference;
    const bool isGood =
        !labelRecord.isEmpty() && parseComponentDefinition(labelRecord, u"read the component record"_s).has_value();
    JobDocument job = JobDocument::create(name, reference, isGood ? labelRecord : QByteArray());
    giveDefaultBucket(&job);
    return job;
}

void giveDefaultBucket(JobDocument *job)
{
    const Json *output = findPath(job->root(), u"configuration.storage.output"_s);
    if ((output && !output->empty()) || job->component().defaultBucket)
        return;
    setDefaultBucket(job, proposedBucket(*job));
}

void setDefaultBucket(JobDocument *job, const QString &bucket)
{
    const QByteArray text = writeJson(fromQString(bucket), JsonStyle::Compact);
    if (const Result<void> set = job->setJsonAt(u"configuration.storage.output.default_bucket"_s, text); !set)
        Q_UNREACHABLE(); // what writeJson wrote can be read
}

QString proposedBucket(const JobDocument &job)
{
    return bucketFor(job.name());
}

bool lacksDefaultBucket(const JobDocument &job, const std::optional<ComponentDefinition> &labelled)
{
    const bool ofComponent = job.hasComponent() ? job.component().defaultBucket : labelled && labelled->defaultBucket;
    const Json *bucket = findPath(job.root(), u"configuration.storage.output.default_bucket"_s);
    if (ofComponent || (bucket && !toQString(*bucket).isEmpty()))
        return false;
    const Json *tables = findPath(job.root(), u"configuration.storage.output.tables"_s);
    if (!tables || !tables->is_array() || tables->empty())
        return true;
    return std::any_of(tables->begin(), tables->end(), [](const Json &table) {
        const Json *destination = findPath(table, u"destination"_s);
        return !destination || toQString(*destination).isEmpty();
    });
}

} // namespace longshore
