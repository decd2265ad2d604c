// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/configuration.h"
#include "model/jobs/jobdocument.h"
#include "model/jobs/jobreader.h"
#include "model/jobs/schemachoice.h"
#include "model/json/json.h"

#include <QFileInfo>
#include <QUuid>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

RecordReader readerOf(const Json &root, Problems *problems)
{
    return {&root, QString(), problems};
}

/// Compact text of the node at `path`; `{}` when it is missing or empty.
QByteArray objectText(const Json &root, const QString &path)
{
    const Json *node = findPath(root, path);
    const bool nothing = !node || node->is_null() || (node->is_structured() && node->empty());
    return nothing ? QByteArray("{}") : writeJson(*node, JsonStyle::Compact);
}

} // namespace

QString JobDocument::id() const
{
    Problems ignored;
    const QString given = readerOf(root(), &ignored).string(u"id"_s);
    if (!given.isEmpty() || path().isEmpty())
        return given;
    // A job written by hand may have none; its path keeps its runs together.
    return QUuid::createUuidV5(QUuid(), QFileInfo(path()).absoluteFilePath()).toString(QUuid::WithoutBraces);
}

QString JobDocument::configurationId() const
{
    Problems ignored;
    const QString given = readerOf(root(), &ignored).string(u"configurationId"_s);
    return given.isEmpty() ? id() : given;
}

QString JobDocument::name() const
{
    Problems ignored;
    const QString given = readerOf(root(), &ignored).string(u"name"_s);
    return given.isEmpty() ? QFileInfo(path()).fileName().section(u'.', 0, 0) : given;
}

bool JobDocument::hasComponent() const
{
    const Json *component = findPath(root(), u"component"_s);
    return component && component->is_object() && !component->empty();
}

ComponentDefinition JobDocument::component() const
{
    const Json *record = findPath(root(), u"component"_s);
    ComponentDefinition component = record ? readComponentDefinition(*record).definition : ComponentDefinition();
    applyChosenSchema(*this, &component);
    return component;
}

std::optional<ComponentDefinition> JobDocument::processor(const QString &componentId) const
{
    const Json *record = findPath(root(), joinPath(u"components"_s, componentId));
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
    return objectText(root(), u"configuration"_s);
}

QByteArray JobDocument::parameters() const
{
    return objectText(root(), u"configuration.parameters"_s);
}

QByteArray JobDocument::state() const
{
    return objectText(root(), u"state"_s);
}

QList<JobRow> JobDocument::rows() const
{
    Problems ignored;
    return readRows(readerOf(root(), &ignored), &ignored);
}

bool JobDocument::isDisabled() const
{
    Problems ignored;
    return readerOf(root(), &ignored).boolean(u"isDisabled"_s, false);
}

VariableSource JobDocument::variables() const
{
    Problems ignored;
    return readVariables(readerOf(root(), &ignored), &ignored);
}

QMap<QString, QStringList> JobDocument::sharedCode() const
{
    Problems ignored;
    return readSharedCode(readerOf(root(), &ignored), &ignored);
}

std::optional<JobSource> JobDocument::source() const
{
    Problems ignored;
    return readSource(readerOf(root(), &ignored), QDir(folder()));
}

JobImage JobDocument::image() const
{
    Problems ignored;
    return readImagePolicy(readerOf(root(), &ignored));
}

JobInput JobDocument::input() const
{
    Problems ignored;
    return readInput(readerOf(root(), &ignored), QDir(folder()));
}

JobExtra JobDocument::extra() const
{
    Problems ignored;
    return readExtra(readerOf(root(), &ignored), QDir(folder()), &ignored);
}

} // namespace longshore
