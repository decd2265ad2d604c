// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/formdocument.h"

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

Json parsedDefault(const FieldSpec &field)
{
    const Result<Json> json = scanJson(field.defaultJson, u"read a default"_s);
    return json ? *json : Json();
}

void addDefaults(const FieldSpec &spec, const FormState &empty, Json &item)
{
    for (const FieldSpec &child : spec.children) {
        if (!child.isPart && !child.defaultJson.isEmpty() && conditionsHold(empty, child.path))
            item[child.key.toStdString()] = parsedDefault(child);
    }
    for (const FieldSpec &child : spec.children) {
        const int meant = child.isPart ? meantVariant(child.discriminator, child.marks, &item, -1) : -1;
        if (meant >= 0)
            addDefaults(child.children[std::size_t(meant)], empty, item);
    }
}

/// The defaults of the fields that show while nothing else is set.
Json newObject(const FieldSpec &spec, const FieldSpec &root)
{
    const Json nothing = Json::object();
    const VariantChoices none;
    Json item = Json::object();
    addDefaults(spec, {root, nothing, none}, item);
    return item;
}

} // namespace

Json &makeNode(Json &document, const FieldSpec &root, const QString &path)
{
    Json *node = &document;
    QString here;
    const QStringList steps = splitPath(path);
    for (const QString &step : steps) {
        const FieldSpec *parent = root.find(here);
        const bool wantsList = node->is_array() || (!node->is_object() && parent && parent->kind == FieldKind::Array);
        bool isIndex = false;
        const qulonglong index = step.toULongLong(&isIndex);
        if (wantsList && isIndex) {
            if (!node->is_array())
                *node = Json::array();
            while (index >= node->size() && node->size() < 100'000)
                node->push_back(nullptr);
            node = &(*node)[qMin(std::size_t(index), node->size() - 1)];
        } else {
            if (!node->is_object())
                *node = Json::object();
            node = &(*node)[step.toStdString()];
        }
        here = joinPath(here, step);
    }
    return *node;
}

bool removeNode(Json &document, const QString &path)
{
    QStringList steps = splitPath(path);
    if (steps.isEmpty() || !findPath(document, path))
        return false;
    const QString last = steps.takeLast();
    Json *node = &document;
    for (const QString &step : steps)
        node = node->is_array() ? &(*node)[step.toULongLong()] : &(*node)[step.toStdString()];
    if (node->is_array())
        node->erase(std::size_t(last.toULongLong()));
    else
        node->erase(last.toStdString());
    return true;
}

namespace
{

void addDefaults(const FormState &state, Json &document, const FieldSpec &field, const QString &path, QStringList &written)
{
    if (!field.hasValue() || !conditionsHold(state, path))
        return;
    if (field.kind == FieldKind::Variants) {
        const int index = activeVariant(state, field, path);
        if (index >= 0)
            addDefaults(state, document, field.children[std::size_t(index)], path, written);
        return;
    }
    if (!field.defaultJson.isEmpty() && !findPath(document, path)) {
        makeNode(document, state.root, path) = parsedDefault(field);
        written.append(path);
        return;
    }
    if (field.kind != FieldKind::Object)
        return;
    for (const FieldSpec &child : field.children)
        addDefaults(state, document, child, child.isPart ? path : joinPath(path, child.key), written);
}

} // namespace

QStringList writeDefaults(Json &document, const FieldSpec &root, const VariantChoices &choices, const FieldSpec &field,
                          const QString &path)
{
    QStringList written;
    addDefaults({root, document, choices}, document, field, path, written);
    return written;
}

Json newItem(const FieldSpec &itemSpec, const FieldSpec &root)
{
    if (!itemSpec.defaultJson.isEmpty())
        return parsedDefault(itemSpec);
    switch (itemSpec.kind) {
    case FieldKind::Object:
        return newObject(itemSpec, root);
    case FieldKind::Variants:
        return itemSpec.children.empty() ? Json() : newItem(itemSpec.children.front(), root);
    case FieldKind::Array:
    case FieldKind::MultiEnum:
        return Json::array();
    case FieldKind::Boolean:
        return false;
    case FieldKind::Integer:
    case FieldKind::Number:
        return std::int64_t(itemSpec.minimum.value_or(0));
    case FieldKind::Json:
        return Json::object();
    default:
        return "";
    }
}

void switchVariant(Json &document, const FieldSpec &root, const FieldSpec &variants, const QString &path, int from,
                   int to, KeptValues &kept)
{
    Json &node = makeNode(document, root, path);
    if (!variants.isPart && from >= 0)
        kept.insert({path, from}, writeJson(node, JsonStyle::Compact));
    const Result<Json> before = scanJson(kept.value({path, to}), u"read a kept value"_s);
    if (!variants.isPart) {
        node = before ? *before : newItem(variants.children[std::size_t(to)], root);
        return;
    }
    if (!node.is_object())
        node = Json::object();
    const VariantMark &mark = variants.marks[std::size_t(to)];
    Json away = Json::object();
    const QStringList known = from >= 0 ? variants.marks[std::size_t(from)].keys : QStringList();
    for (const QString &key : known) {
        const std::string name = key.toStdString();
        if (key == variants.discriminator || mark.keys.contains(key) || !node.contains(name))
            continue;
        away[name] = node[name];
        node.erase(name);
    }
    if (from >= 0)
        kept.insert({path, from}, writeJson(away, JsonStyle::Compact));
    const Json *told = nodeAt(node, variants.discriminator.toUtf8().constData());
    if (!variants.discriminator.isEmpty() && (!told || !mark.values.contains(toVariant(*told))))
        node[variants.discriminator.toStdString()] = fromVariant(mark.values.value(0));
    if (before && before->is_object()) {
        for (const auto &[key, value] : before->items()) {
            if (!node.contains(key))
                node[key] = value;
        }
    }
}

} // namespace longshore
