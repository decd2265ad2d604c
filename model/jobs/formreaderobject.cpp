// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/formreader.h"

#include "model/jobs/fielddetails.h"
#include "model/jobs/schemaconditions.h"
#include "model/jobs/schemanodes.h"
#include "model/json/json.h"

#include <QCoreApplication>
#include <algorithm>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr double atTheEnd = 1e300;

QString say(const char *text)
{
    return QCoreApplication::translate("FormReader", text);
}

/// A variant's name where its schema gives none: the values that stand for it, else what kind of value it is.
QString variantTitle(const FieldSpec &variant, const VariantMark &mark, int number)
{
    if (!variant.title.isEmpty() && variant.title != variant.key)
        return variant.title;
    QStringList values;
    for (const QVariant &value : mark.values)
        values.append(value.toString());
    if (!values.isEmpty())
        return values.join(u", "_s).left(longestTitle);
    if (mark.type == "string"_L1)
        return say(QT_TRANSLATE_NOOP("FormReader", "Text"));
    if (mark.type == "integer"_L1 || mark.type == "number"_L1)
        return say(QT_TRANSLATE_NOOP("FormReader", "Number"));
    if (mark.type == "boolean"_L1)
        return say(QT_TRANSLATE_NOOP("FormReader", "Yes or no"));
    if (mark.type == "array"_L1)
        return say(QT_TRANSLATE_NOOP("FormReader", "List"));
    if (mark.type == "null"_L1)
        return say(QT_TRANSLATE_NOOP("FormReader", "Nothing"));
    return say(QT_TRANSLATE_NOOP("FormReader", "Variant %1")).arg(number);
}

FieldSpec *childOf(std::vector<FieldSpec> &children, const QString &key)
{
    const auto found = std::find_if(children.begin(), children.end(),
                                    [&key](const FieldSpec &child) { return !child.isPart && child.key == key; });
    return found == children.end() ? nullptr : &*found;
}

} // namespace

void FormReader::readObject(const Json &schema, FieldSpec &field, int depth)
{
    if (field.format == "editor"_L1) {
        field.kind = FieldKind::Json;
        return;
    }
    Draft draft{field, depth, namesAt(schema, "required"), {}};
    addPart({schema, {}}, draft);
    if (draft.children.empty()) {
        field.kind = FieldKind::Json;
        return;
    }
    field.kind = FieldKind::Object;
    takeChildren(draft);
}

/// Conditions of a part hold for all it adds.
void FormReader::addPart(const Part &part, Draft &draft)
{
    const QStringList more = namesAt(part.schema, "required");
    for (const QString &name : more) {
        if (!draft.required.contains(name))
            draft.required.append(name);
    }
    if (const Json *properties = nodeAt(part.schema, "properties"); properties && properties->is_object()) {
        for (const auto &[name, child] : properties->items()) {
            if (child.is_object() && !tooManyFields())
                addProperty(QString::fromStdString(name), child, part, draft);
        }
    }
    for (const Alternatives &alternatives : alternativesOf(part.schema))
        addVariants(alternatives, part, draft);
    addConditional(part, draft);
    if (const Json *rest = nodeAt(part.schema, "allOf"); rest && rest->is_array()) {
        for (const Json &other : *rest)
            addPart({other, part.conditions}, draft);
    }
}

void FormReader::addProperty(const QString &key, const Json &schema, const Part &part, Draft &draft)
{
    const FieldSpec &field = draft.field;
    const auto known = std::find_if(draft.children.begin(), draft.children.end(),
                                    [&key](const Ordered &other) { return other.child.key == key && !other.child.isPart; });
    bool nullable = false;
    const bool onlyNarrows = typeOf(schema, &nullable).isEmpty() || nodeAt(schema, "const");
    if (known != draft.children.end() && (onlyNarrows || known->child.conditions.isEmpty()))
        return; // asks more of a field that is there: validation knows
    if (known != draft.children.end()) { // described twice, under conditions
        known->child.conditions.clear();
        known->child.children.clear();
        return degrade(known->child, u"is described in several ways"_s);
    }
    FieldSpec child = read(schema, {key, field.path, joinPath(field.path, key), draft.depth + 1});
    child.required = child.hasValue() && draft.required.contains(key);
    child.conditions += part.conditions;
    const Json *order = nodeAt(schema, "propertyOrder");
    draft.children.push_back({order && isNumber(*order) ? numberValue(*order) : atTheEnd, std::move(child)});
}

void FormReader::addConditional(const Part &part, Draft &draft)
{
    const Json *condition = nodeAt(part.schema, "if");
    if (!condition)
        return;
    const auto met = conditionsOf(*condition, draft.field.path);
    for (const char *keyword : {"then", "else"}) {
        const Json *branch = nodeAt(part.schema, keyword);
        if (!branch || !branch->is_object())
            continue;
        const auto conditions = met && *keyword == 'e' ? oppositeOf(*met) : met;
        if (!conditions) {
            note(draft.field.path, u"%1 depends on more than the values of fields; it is checked, but has no fields of its own"_s
                                       .arg(QLatin1String(keyword)));
            continue;
        }
        const QStringList required = draft.required; // what a branch asks for is asked for there only
        addPart({*branch, part.conditions + *conditions}, draft);
        draft.required = required;
    }
}

/// Fields that depend on which of several schemas the object follows.
void FormReader::addVariants(const Alternatives &alternatives, const Part &part, Draft &draft)
{
    if (!alternatives.areObjects && !nodeAt(part.schema, "properties") && !nodeAt(part.schema, "type"))
        return;
    FieldSpec variants;
    variants.kind = FieldKind::Variants;
    variants.isPart = true;
    variants.variantsId = ++m_variants;
    variants.path = draft.field.path;
    variants.title = say(QT_TRANSLATE_NOOP("FormReader", "Variant"));
    variants.conditions = part.conditions;
    variants.discriminator = alternatives.discriminator;
    variants.marks = alternatives.marks;
    const auto selector = std::find_if(draft.children.begin(), draft.children.end(), [&](const Ordered &other) {
        return !alternatives.discriminator.isEmpty() && other.child.key == alternatives.discriminator;
    });
    variants.followsField = selector != draft.children.end() && selector->child.kind == FieldKind::Enum;
    if (selector != draft.children.end() && !variants.followsField)
        draft.children.erase(selector);
    for (std::size_t i = 0; i < alternatives.schemas.size(); ++i)
        readVariant(*alternatives.schemas[i], int(i), draft, variants);
    draft.children.push_back({atTheEnd, std::move(variants)});
}

/// One of the variants that add to an object: only its own fields.
void FormReader::readVariant(const Json &schema, int number, const Draft &draft, FieldSpec &variants)
{
    const VariantMark &mark = variants.marks[std::size_t(number)];
    FieldSpec variant;
    variant.kind = FieldKind::Object;
    variant.path = draft.field.path;
    readTexts(schema, variant);
    Draft own{variant, draft.depth, draft.required, {}};
    const Json united = withoutAllOf(schema);
    addPart({united, {}}, own);
    takeChildren(own);
    if (FieldSpec *told = childOf(variant.children, variants.discriminator)) {
        const bool single = mark.values.size() == 1;
        if (single && !told->title.isEmpty() && told->title != told->key)
            variants.title = told->title; // what the selector is called
        told->hidden = told->hidden || single || variants.followsField;
    }
    variant.title = variantTitle(variant, mark, number + 1);
    variants.children.push_back(std::move(variant));
}

/// In the order in which they show (U1).
void FormReader::takeChildren(Draft &draft)
{
    std::stable_sort(draft.children.begin(), draft.children.end(),
                     [](const Ordered &a, const Ordered &b) { return a.order < b.order; });
    for (Ordered &ordered : draft.children)
        draft.field.children.push_back(std::move(ordered.child));
}

/// A value of several kinds: text or a list, a number or an object. Objects only are an object with variants.
bool FormReader::readVariants(const Json &schema, FieldSpec &field, int depth)
{
    if (nodeAt(schema, "properties"))
        return false;
    const std::vector<Alternatives> lists = alternativesOf(schema);
    if (lists.size() != 1 || lists.front().areObjects)
        return false;
    bool nullable = false;
    if (!typeOf(schema, &nullable).isEmpty())
        return false; // the alternatives narrow one type
    field.kind = FieldKind::Variants;
    field.variantsId = ++m_variants;
    field.discriminator = lists.front().discriminator;
    field.marks = lists.front().marks;
    QString parentPath;
    const QStringList steps = splitPath(field.path);
    for (qsizetype i = 0; i + 1 < steps.size(); ++i)
        parentPath = joinPath(parentPath, steps[i]);
    int number = 0;
    for (const Json *alternative : lists.front().schemas) {
        FieldSpec variant = read(*alternative, {field.key, parentPath, field.path, depth + 1});
        variant.required = field.required;
        variant.title = variantTitle(variant, field.marks[std::size_t(number)], number + 1);
        field.children.push_back(std::move(variant));
        ++number;
    }
    return true;
}

/// The tunnel that the platform's own form writes; `only_keys` asks for the pair of keys alone.
void FormReader::readSshEditor(const Json &schema, FieldSpec &field, int depth)
{
    static const Json keys = Json::parse(R"({"type": "object", "title": "Keys", "propertyOrder": 9, "properties": {
        "public": {"type": "string", "format": "textarea", "title": "Public key"},
        "#private": {"type": "string", "title": "Private key"}}})");
    static const Json tunnel = Json::parse(R"({"enabled": {"type": "boolean", "title": "Use an SSH tunnel"},
        "sshHost": {"type": "string", "title": "SSH host"},
        "sshPort": {"type": "integer", "title": "SSH port", "minimum": 1, "maximum": 65535, "default": 22},
        "user": {"type": "string", "title": "User"}})");
    const Json *options = nodeAt(schema, "options");
    Json properties = options && flagAt(*options, "only_keys") ? Json::object() : tunnel;
    for (auto &[key, property] : properties.items()) {
        if (key != "enabled")
            property["options"] = Json{{"dependencies", Json{{"enabled", true}}}};
    }
    properties["keys"] = keys;
    if (properties.contains("enabled"))
        properties["keys"]["options"] = Json{{"dependencies", Json{{"enabled", true}}}};
    Json whole = Json::object();
    whole["properties"] = std::move(properties);
    readObject(whole, field, depth);
}

} // namespace longshore
