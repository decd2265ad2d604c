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
    const QByteArray bucket = writeJson(fromQString(bucketFor(job->name())), JsonStyle::Compact);
    if (const Result<void> set = job->setJsonAt(u"configuration.storage.output.default_bucket"_s, bucket); !set)
        Q_UNREACHABLE(); // what writeJson wrote can be read
}

} // namespace longshore
