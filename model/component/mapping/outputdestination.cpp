// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/outputdestination.h"

#include "model/component/definition.h"

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

bool isTableId(const QString &name)
{
    return name.count(u'.') == 2;
}

/// A table id with all its three parts.
bool isWholeTableId(const QString &name)
{
    if (!isTableId(name))
        return false;
    for (const QString &part : name.split(u'.')) {
        if (part.trimmed().isEmpty())
            return false;
    }
    return true;
}

} // namespace

Result<QString> defaultBucket(const QString &configured, const ComponentDefinition &component,
                              const QString &configurationId)
{
    if (!configured.isEmpty() || !component.defaultBucket)
        return configured;
    if (configurationId.isEmpty()) {
        return fail(Error::make(Error::Kind::BadInput, u"find the default bucket"_s,
                                u"configuration id not set, but is required for default_bucket"_s,
                                u"Give the job a configurationId."_s));
    }
    QString name = component.id;
    for (QChar &c : name) {
        const char16_t u = c.unicode();
        if (!((u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9') || u == u'-'))
            c = u'-';
    }
    return u"%1.c-%2-%3"_s.arg(component.defaultBucketStage, name, configurationId);
}

Result<OutputDestination> resolveDestination(const QString &source, const QString &mapping, const QString &manifest,
                                             const QString &bucket)
{
    const auto refuse = [&](const QString &why, const QString &advice) {
        return fail(Error::make(Error::Kind::BadInput, {},
                                u"failed to resolve destination for output table \"%1\": %2"_s.arg(source, why),
                                advice));
    };
    OutputDestination result{mapping, false};
    if (mapping.isEmpty()) {
        QString name = manifest;
        if (name.isEmpty()) {
            name = source;
            if (name.endsWith(".csv"_L1) && name.size() > 4)
                name.chop(4);
        }
        if (isTableId(name))
            result = {name, manifest.isEmpty()};
        else if (!bucket.isEmpty())
            result = {bucket + u'.' + name, false};
        else
            return refuse(u"\"%1\" is no table id and there is no default bucket"_s.arg(name),
                          u"Map the file to a table like in.c-main.name, or set a default bucket."_s);
    }
    if (!isWholeTableId(result.table))
        return refuse(u"\"%1\" is not a valid table id"_s.arg(result.table), u"Table ids look like in.c-main.name."_s);
    return result;
}

} // namespace longshore
