// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/formstate.h"

#include "model/jobs/jsonvariant.h"
#include "model/jobs/schemaalternatives.h"
#include "model/jobs/schemanodes.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

const Json *step(const Json *node, const QString &key)
{
    if (!node)
        return nullptr;
    if (node->is_array()) {
        bool isIndex = false;
        const qulonglong index = key.toULongLong(&isIndex);
        return isIndex && index < node->size() ? &(*node)[index] : nullptr;
    }
    return nodeAt(*node, key.toUtf8().constData());
}

int active(const FormState &state, const FieldSpec &variants, const QString &path, const Json *node)
{
    return meantVariant(variants.discriminator, variants.marks, node, state.choices.value(path, -1));
}

/// One step down, through whatever variants are in the way; nullptr when the form has nothing there.
const FieldSpec *below(const FormState &state, const FieldSpec &field, const QString &path, const Json *node,
                       const QString &key)
{
    if (field.kind == FieldKind::Array)
        return field.children.empty() ? nullptr : &field.children.front();
    if (field.kind == FieldKind::Variants) {
        const int index = active(state, field, path, node);
        return index < 0 ? nullptr : below(state, field.children[std::size_t(index)], path, node, key);
    }
    if (field.kind != FieldKind::Object)
        return nullptr;
    for (const FieldSpec &child : field.children) {
        if (!child.isPart && child.key == key)
            return &child;
    }
    for (const FieldSpec &child : field.children) {
        if (const FieldSpec *found = child.isPart ? below(state, child, path, node, key) : nullptr)
            return found;
    }
    return nullptr;
}

/// `path` with each `*` replaced by the index that stands there in `concrete`, while both agree.
QString withIndices(const QString &path, const QStringList &concrete)
{
    if (!path.contains(u'*'))
        return path;
    const QStringList steps = splitPath(path);
    QString result;
    for (qsizetype i = 0; i < steps.size(); ++i)
        result = joinPath(result, steps[i] == "*"_L1 && i < concrete.size() ? concrete[i] : steps[i]);
    return result;
}

QVariant currentValue(const FormState &state, const QString &path)
{
    if (const Json *node = findPath(state.document, path))
        return toVariant(*node);
    const FieldSpec *field = findField(state, path);
    if (!field)
        return {};
    if (!field->defaultJson.isEmpty()) {
        const Result<Json> fallback = scanJson(field->defaultJson, u"read a default"_s);
        return fallback ? toVariant(*fallback) : QVariant();
    }
    return field->kind == FieldKind::Boolean ? QVariant(false) : QVariant();
}

bool isOneOf(const QVariantList &allowed, const QVariant &value)
{
    if (value.typeId() != QMetaType::QVariantList)
        return allowed.contains(value);
    const QVariantList chosen = value.toList();
    return std::any_of(chosen.begin(), chosen.end(), [&](const QVariant &item) { return allowed.contains(item); });
}

/// Walks fields and document together; what lies below a hidden field is not looked at.
class ShapeWalk
{
public:
    explicit ShapeWalk(const FormState &state)
        : m_state(state)
    {
    }

    FormShape shape;

    void visit(const FieldSpec &field, const QString &path, const Json *node, bool hidden)
    {
        hidden = hidden || !ownConditionsHold(m_state, field, path);
        if (hidden && !field.isPart && !field.key.isEmpty()) {
            shape.hidden.insert(path);
            return;
        }
        switch (field.kind) {
        case FieldKind::Object:
            for (const FieldSpec &child : field.children)
                visitChild(child, path, node, hidden);
            break;
        case FieldKind::Array:
            for (int i = 0; node && node->is_array() && i < int(node->size()); ++i)
                visit(field.children.front(), joinPath(path, i), &(*node)[std::size_t(i)], false);
            break;
        case FieldKind::Variants: {
            const int index = active(m_state, field, path, node);
            shape.variants.insert({path, field.variantsId}, {&field, index});
            if (index >= 0)
                visit(field.children[std::size_t(index)], path, node, hidden);
            break;
        }
        default:
            break;
        }
    }

private:
    void visitChild(const FieldSpec &child, const QString &path, const Json *node, bool hidden)
    {
        if (child.isPart)
            visit(child, path, node, hidden);
        else if (hidden || !child.conditions.isEmpty() || !child.children.empty())
            visit(child, joinPath(path, child.key), step(node, child.key), hidden);
    }

    const FormState &m_state;
};

} // namespace

bool ownConditionsHold(const FormState &state, const FieldSpec &field, const QString &path)
{
    if (field.conditions.isEmpty())
        return true;
    const QStringList steps = splitPath(path);
    return std::all_of(field.conditions.begin(), field.conditions.end(), [&](const FieldCondition &condition) {
        return isOneOf(condition.anyOf, currentValue(state, withIndices(condition.path, steps))) != condition.negated;
    });
}

const FieldSpec *findField(const FormState &state, const QString &path)
{
    const FieldSpec *field = &state.root;
    const Json *node = &state.document;
    QString here;
    const QStringList steps = splitPath(path);
    for (const QString &key : steps) {
        field = below(state, *field, here, node, key);
        if (!field)
            return nullptr;
        node = step(node, key);
        here = joinPath(here, key);
    }
    while (field->kind == FieldKind::Variants) {
        const int index = active(state, *field, here, node);
        if (index < 0)
            break;
        field = &field->children[std::size_t(index)];
    }
    return field;
}

int activeVariant(const FormState &state, const FieldSpec &variants, const QString &path)
{
    return active(state, variants, path, findPath(state.document, path));
}

bool conditionsHold(const FormState &state, const QString &path)
{
    const FieldSpec *field = &state.root;
    const Json *node = &state.document;
    QString here;
    const QStringList steps = splitPath(path);
    for (const QString &key : steps) {
        for (const FieldSpec &part : field->children) { // fields of variants hide with them
            if (part.isPart && !ownConditionsHold(state, part, here) && below(state, part, here, node, key) &&
                below(state, part, here, node, key) == below(state, *field, here, node, key))
                return false;
        }
        field = below(state, *field, here, node, key);
        if (!field)
            return true;
        here = joinPath(here, key);
        node = step(node, key);
        if (!ownConditionsHold(state, *field, here))
            return false;
    }
    return true;
}

FormShape shapeOf(const FormState &state)
{
    ShapeWalk walk(state);
    walk.visit(state.root, {}, &state.document, false);
    return walk.shape;
}

} // namespace longshore
