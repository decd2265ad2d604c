// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/fieldoptions.h"

#include "model/jobs/fielddetails.h"
#include "model/jobs/jsonvariant.h"
#include "model/jobs/schemanodes.h"
#include "model/json/json.h"

#include <QUrl>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr qsizetype mostWatched = 100;

int wholeAt(const Json &object, const char *key, double least, double most)
{
    const Json *node = nodeAt(object, key);
    return node && isNumber(*node) ? int(qBound(least, numberValue(*node), most)) : 0;
}

void readConditions(const Json &dependencies, const QString &parentPath, FieldSpec &field)
{
    if (!dependencies.is_object())
        return;
    for (const auto &[key, value] : dependencies.items()) {
        FieldCondition condition;
        condition.path = pathInParameters(QString::fromStdString(key), parentPath);
        condition.anyOf = value.is_array() ? toVariant(value).toList() : QVariantList{toVariant(value)};
        field.conditions.append(condition);
    }
}

void readAsync(const Json &async, const QString &parentPath, FieldSpec &field)
{
    field.choiceSource.action = textAt(async, "action").left(longestTitle);
    field.choiceSource.label = textAt(async, "label").left(longestTitle).simplified();
    field.choiceSource.isCached = flagAt(async, "cache", true);
    field.choiceSource.isRequired = flagAt(async, "required");
    const Json *autoload = nodeAt(async, "autoload");
    if (!autoload)
        return;
    field.choiceSource.onOpen = autoload->is_array() ? autoload->empty() : flagAt(async, "autoload");
    const QStringList paths = namesAt(async, "autoload").mid(0, mostWatched);
    for (const QString &path : paths)
        field.choiceSource.watched.append(pathInParameters(path, parentPath));
}

void readDocumentation(const Json &documentation, FieldSpec &field)
{
    const QString link = textAt(documentation, "link");
    const QUrl url(link, QUrl::StrictMode);
    if (link.size() > longestTitle || !url.isValid() || (url.scheme() != "https"_L1 && url.scheme() != "http"_L1))
        return;
    field.documentationLink = link;
    field.documentationText = textAt(documentation, "tooltip").left(longestTitle);
}

/// Pixels: a number, or text as in a style sheet (`"100px"`).
int heightAt(const Json &options)
{
    QString text = textAt(options, "input_height").trimmed();
    text.remove("px"_L1);
    return text.isEmpty() ? wholeAt(options, "input_height", 0, 2000) : qBound(0, text.trimmed().toInt(), 2000);
}

void readInput(const Json &options, FieldSpec &field)
{
    field.inputHeight = heightAt(options);
    if (const Json *attributes = nodeAt(options, "inputAttributes"))
        field.placeholder = textAt(*attributes, "placeholder").left(longestTitle);
    const Json *editor = nodeAt(options, "editor");
    if (!editor)
        return;
    field.editorMode = textAt(*editor, "mode").left(longestTitle);
    if (field.placeholder.isEmpty())
        field.placeholder = textAt(*editor, "placeholder").left(longestTitle);
    if (field.inputHeight == 0)
        field.inputHeight = heightAt(*editor);
}

void readList(const Json &options, FieldSpec &field)
{
    field.canAdd = !flagAt(options, "disable_array_add");
    field.canDelete = !flagAt(options, "disable_array_delete");
    field.canReorder = !flagAt(options, "disable_array_reorder");
}

/// The member that a legacy template `{{item.name}}` takes; empty for anything more than that.
QString templateKey(const Json &source, const char *key)
{
    const QString text = textAt(source, key).trimmed();
    if (!text.startsWith("{{"_L1) || !text.endsWith("}}"_L1))
        return {};
    const QString inner = text.mid(2, text.size() - 4).trimmed();
    const QString member = inner.mid(inner.indexOf(u'.') + 1);
    return inner.startsWith("item."_L1) && !member.contains(u'.') && !member.contains(u'{') ? member : QString();
}

void readWatchedList(const Json &schema, FieldSpec &field)
{
    const Json *sources = nodeAt(schema, "enumSource");
    const Json *watch = nodeAt(schema, "watch");
    if (!sources || !watch || !watch->is_object())
        return;
    const Json *source = sources->is_array() && sources->size() == 1 ? &sources->front() : sources;
    const QString name = source->is_string() ? toQString(*source) : textAt(*source, "source");
    const QString path = textAt(*watch, name.toUtf8().constData());
    const bool hasTemplate = nodeAt(*source, "value") || nodeAt(*source, "filter");
    const QString valueKey = templateKey(*source, "value");
    if (!path.startsWith("root."_L1) || nodeAt(*source, "filter") || (hasTemplate && valueKey.isEmpty()))
        return;
    field.choiceList = {path.mid(5), valueKey, templateKey(*source, "title")};
}

} // namespace

QString pathInParameters(const QString &written, const QString &parentPath)
{
    for (const auto &prefix : {"root."_L1, "parameters."_L1}) {
        if (written.startsWith(prefix))
            return written.mid(prefix.size());
    }
    return joinPath(parentPath, written);
}

void readOptions(const Json &schema, const QString &parentPath, FieldSpec &field)
{
    field.propertyOrder = wholeAt(schema, "propertyOrder", -1e9, 1e9);
    field.readOnly = flagAt(schema, "readOnly") || flagAt(schema, "readonly") || nodeAt(schema, "const");
    field.omitEmptyChoice = flagAt(schema, "required");
    field.trims = field.format == "trim"_L1;
    readWatchedList(schema, field);
    const Json *options = nodeAt(schema, "options");
    if (!options || !options->is_object())
        return;
    field.hidden = flagAt(*options, "hidden");
    field.collapsed = flagAt(*options, "collapsed");
    field.canCollapse = !flagAt(*options, "disable_collapse");
    field.creatable = flagAt(*options, "creatable") || flagAt(*options, "tags") ||
                      (nodeAt(*options, "tags") && !nodeAt(*options, "tags")->is_boolean());
    field.readOnly = field.readOnly || !flagAt(*options, "enabled", true);
    field.tooltip = textAt(*options, "tooltip").left(longestText);
    field.encryptionHint = textAt(*options, "encryption_hint").left(longestText);
    field.gridColumns = wholeAt(*options, "grid_columns", 0, 12);
    field.gridBreak = flagAt(*options, "grid_break");
    field.suggestion = {textAt(*options, "suggest").left(longestTitle), textAt(*options, "suggest_of").left(longestTitle)};
    readInput(*options, field);
    readList(*options, field);
    if (const Json *async = nodeAt(*options, "async"); async && async->is_object())
        readAsync(*async, parentPath, field);
    if (const Json *documentation = nodeAt(*options, "documentation"))
        readDocumentation(*documentation, field);
    if (const Json *dependencies = nodeAt(*options, "dependencies"))
        readConditions(*dependencies, parentPath, field);
}

} // namespace longshore
