// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/fielddetails.h"

#include "model/jobs/jsonvariant.h"
#include "model/jobs/schemanodes.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr qsizetype longestDefault = 65536;
constexpr std::size_t mostValues = 2000;

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

/// `enumSource: [{source: [...]}]` or `enumSource: [[...]]`: the legacy forms that need no other field (U6).
const Json *staticSource(const Json &schema)
{
    const Json *sources = nodeAt(schema, "enumSource");
    if (!sources || !sources->is_array() || sources->size() != 1)
        return nullptr;
    const Json *source = (*sources)[0].is_array() ? &(*sources)[0] : nodeAt((*sources)[0], "source");
    return source && source->is_array() ? source : nullptr;
}

} // namespace

void readTexts(const Json &schema, FieldSpec &field)
{
    field.title = textAt(schema, "title").left(longestTitle).simplified();
    if (field.title.isEmpty())
        field.title = field.key;
    field.description = textAt(schema, "description").left(longestText);
    field.format = textAt(schema, "format").left(longestTitle);
    const Json *constant = nodeAt(schema, "const");
    field.fixed = constant != nullptr;
    const Json *fallback = constant ? constant : nodeAt(schema, "default");
    if (!fallback)
        return;
    const QByteArray text = writeJson(*fallback, JsonStyle::Compact);
    if (text.size() <= longestDefault)
        field.defaultJson = text;
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
    if (!values || values->size() > mostValues)
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
