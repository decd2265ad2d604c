// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/imagejob.h"

#include "model/images/reference.h"

using namespace Qt::StringLiterals;

namespace longshore
{

JobDocument jobForImage(const QString &reference, const QByteArray &labelRecord)
{
    const Result<Reference> parsed = Reference::parse(reference);
    const QString name = parsed ? parsed->name() : reference;
    const bool isGood =
        !labelRecord.isEmpty() && parseComponentDefinition(labelRecord, u"read the component record"_s).has_value();
    return JobDocument::create(name, reference, isGood ? labelRecord : QByteArray());
}

} // namespace longshore
