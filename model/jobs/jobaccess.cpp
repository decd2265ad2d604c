// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/jobdata.h"

#include "model/component/configuration.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace longshore
{

QString JobDocument::id() const
{
    Problems ignored;
    const QString given = d->reader(&ignored).string(u"id"_s);
    if (!given.isEmpty() || d->path.isEmpty())
        return given;
    // A job written by hand may have none; its path keeps its runs together.
    return QUuid::createUuidV5(QUuid(), QFileInfo(d->path).absoluteFilePath()).toString(QUuid::WithoutBraces);
}

QString JobDocument::configurationId() const
{
    Problems ignored;
    const QString given = d->reader(&ignored).string(u"configurationId"_s);
    return given.isEmpty() ? id() : given;
}

QString JobDocument::name() const
{
    Problems ignored;
    const QString given = d->reader(&ignored).string(u"name"_s);
    return given.isEmpty() ? QFileInfo(d->path).fileName().section(u'.', 0, 0) : given;
}

bool JobDocument::hasComponent() const
{
    const Json *component = findPath(d->root, u"component"_s);
    return component && component->is_object() && !component->empty();
}

ComponentDefinition JobDocument::component() const
{
    const Json *component = findPath(d->root, u"component"_s);
    return component ? readComponentDefinition(*component).definition : ComponentDefinition();
}

std::optional<ComponentDefinition> JobDocument::processor(const QString &componentId) const
{
    const Json *record = findPath(d->root, joinPath(u"components"_s, componentId));
    if (!record || !record->is_object())
        return std::nullopt;
    ComponentDefinition definition = readComponentDefinition(*record).definition;
    if (definition.id.isEmpty())
        definition.id = componentId;
    return definition;
}

QString JobDocument::imageReference(const QString &tag) const
{
    const QString wanted = tag.isEmpty() ? runtimeOptions(configuration()).tag : tag;
    return component().image.reference(wanted);
}

QByteArray JobDocument::configuration() const
{
    return d->text(u"configuration"_s);
}

QByteArray JobDocument::parameters() const
{
    return d->text(u"configuration.parameters"_s);
}

QByteArray JobDocument::state() const
{
    return d->text(u"state"_s);
}

QList<JobRow> JobDocument::rows() const
{
    Problems ignored;
    return readRows(d->reader(&ignored), &ignored);
}

std::optional<JobSource> JobDocument::source() const
{
    Problems ignored;
    return readSource(d->reader(&ignored), d->folder());
}

JobImage JobDocument::image() const
{
    Problems ignored;
    return readImagePolicy(d->reader(&ignored));
}

JobInput JobDocument::input() const
{
    Problems ignored;
    return readInput(d->reader(&ignored), d->folder());
}

JobExtra JobDocument::extra() const
{
    Problems ignored;
    return readExtra(d->reader(&ignored), d->folder(), &ignored);
}

} // namespace longshore
