// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/fielddetails.h"

#include "model/jobs/jsonvariant.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr qsizetype longestTitle = 500;
constexpr qsizetype longestText = 10000;
constexpr qsizetype longestDefault = 65536;
constexpr std::size_t mostChoices = 2000;

std::optional<double> numberAt(const Json &object, const char *key)
{
    const Json *node = nodeAt(object, key);
    return node && isNumber(*node) ? std::optional(numberValue(*node)) : std::nullopt;
}

std::optional<qint64> countAt(const Json &object, const char *key)
{
    const std::optional<double> number = numberAt(object, key);
    return number && *number >= 0 && *number < 1e15 ? std::optional(qint64(*number)) : std::nullopt;
}

/// Draft 4 has a flag beside `minimum`, draft 6 a number in its place.
void readBound(const Json &schema, const char *key, const char *exclusiveKey, std::optional<double> &bound,
               bool &exclusive)
{
    bound = numberAt(schema, key);
    exclusive = flagAt(schema, exclusiveKey);
    if (const std::optional<double> own = numberAt(schema, exclusiveKey)) {
        bound = own;
        exclusive = true;
    }
}

QString choiceTitle(const Json &value)
{
    return value.is_string() ? toQString(value) : QString::fromUtf8(writeJson(value, JsonStyle::Compact));
}

/// `enumSource: [{source: [...]}]`: the only legacy form that needs no other field (U6).
const Json *staticSource(const Json &schema)
{
    const Json *sources = nodeAt(schema, "enumSource");
    if (!sources || !sources->is_array() || sources->size() != 1 || !(*sources)[0].is_object())
        return nullptr;
    const Json *source = nodeAt((*sources)[0], "source");
    return source && source->is_array() ? source : nullptr;
}

void readConditions(const Json &dependencies, const QString &parentPath, FieldSpec &field)
{
    if (!dependencies.is_object())
        return;
    for (const auto &[key, value] : dependencies.items()) {
        const QString name = QString::fromStdString(key);
        FieldCondition condition;
        condition.path = name.startsWith("root."_L1) ? name.mid(5) : joinPath(parentPath, name);
        if (value.is_array())
            condition.anyOf = toVariant(value).toList();
        else
            condition.anyOf = {toVariant(value)};
        field.conditions.append(condition);
    }
}

void readInputOptions(const Json &options, FieldSpec &field)
{
    if (const Json *attributes = nodeAt(options, "inputAttributes"))
        field.placeholder = textAt(*attributes, "placeholder").left(longestTitle);
    if (const Json *editor = nodeAt(options, "editor"); editor && field.placeholder.isEmpty())
        field.placeholder = textAt(*editor, "placeholder").left(longestTitle);
    if (const Json *async = nodeAt(options, "async"); async && async->is_object()) {
        field.loadsChoices = true;
        field.action = textAt(*async, "action").left(longestTitle);
    }
}

} // namespace

const Json *nodeAt(const Json &object, const char *key)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

QString textAt(const Json &object, const char *key)
{
    const Json *node = nodeAt(object, key);
    return node ? toQString(*node) : QString();
}

bool flagAt(const Json &object, const char *key, bool fallback)
{
    const Json *node = nodeAt(object, key);
    return node && node->is_boolean() ? node->get<bool>() : fallback;
}

void readTexts(const Json &schema, FieldSpec &field)
{
    field.title = textAt(schema, "title").left(longestTitle).simplified();
    if (field.title.isEmpty())
        field.title = field.key;
    field.description = textAt(schema, "description").left(longestText);
    field.format = textAt(schema, "format").left(longestTitle);
    const Json *fallback = nodeAt(schema, "default");
    if (!fallback)
        fallback = nodeAt(schema, "const");
    if (!fallback)
        return;
    const QByteArray text = writeJson(*fallback, JsonStyle::Compact);
    if (text.size() <= longestDefault)
        field.defaultJson = text;
}

void readOptions(const Json &schema, const QString &parentPath, FieldSpec &field)
{
    if (const std::optional<double> order = numberAt(schema, "propertyOrder"))
        field.propertyOrder = int(qBound(-1e9, *order, 1e9));
    field.readOnly = flagAt(schema, "readOnly") || flagAt(schema, "readonly") || nodeAt(schema, "const");
    field.omitEmptyChoice = flagAt(schema, "required");
    const Json *options = nodeAt(schema, "options");
    if (!options || !options->is_object())
        return;
    field.hidden = flagAt(*options, "hidden");
    field.collapsed = flagAt(*options, "collapsed");
    field.creatable = flagAt(*options, "creatable") || flagAt(*options, "tags") || nodeAt(*options, "tags");
    field.readOnly = field.readOnly || !flagAt(*options, "enabled", true);
    field.tooltip = textAt(*options, "tooltip").left(longestText);
    field.gridColumns = int(qBound(0.0, numberAt(*options, "grid_columns").value_or(0), 12.0));
    field.inputHeight = int(qBound(0.0, numberAt(*options, "input_height").value_or(0), 2000.0));
    readInputOptions(*options, field);
    if (const Json *dependencies = nodeAt(*options, "dependencies"))
        readConditions(*dependencies, parentPath, field);
}

void readLimits(const Json &schema, FieldSpec &field)
{
    readBound(schema, "minimum", "exclusiveMinimum", field.minimum, field.exclusiveMinimum);
    readBound(schema, "maximum", "exclusiveMaximum", field.maximum, field.exclusiveMaximum);
    field.multipleOf = numberAt(schema, "multipleOf");
    if (field.multipleOf && *field.multipleOf <= 0)
        field.multipleOf.reset();
    field.minimumLength = countAt(schema, "minLength");
    field.maximumLength = countAt(schema, "maxLength");
    field.minimumItems = countAt(schema, "minItems");
    field.maximumItems = countAt(schema, "maxItems");
    field.uniqueItems = flagAt(schema, "uniqueItems");
    if (const QString pattern = textAt(schema, "pattern"); pattern.size() <= longestText)
        field.pattern = pattern;
}

QList<FieldChoice> readChoices(const Json &schema)
{
    const Json *values = nodeAt(schema, "enum");
    if (!values || !values->is_array() || values->empty())
        values = staticSource(schema);
    if (!values || values->size() > mostChoices)
        return {};
    const Json *options = nodeAt(schema, "options");
    const Json *titles = options ? nodeAt(*options, "enum_titles") : nullptr;
    QList<FieldChoice> choices;
    for (std::size_t i = 0; i < values->size(); ++i) {
        const Json &value = (*values)[i];
        if (value.is_structured())
            return {};
        QString title =
            titles && titles->is_array() && i < titles->size() ? toQString((*titles)[i]).left(longestTitle) : QString();
        choices.append({toVariant(value), title.isEmpty() ? choiceTitle(value).left(longestTitle) : title});
    }
    return choices;
}

} // namespace longshore
