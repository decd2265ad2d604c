// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/formdocument.h"

#include "model/jobs/visibility.h"
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

void collectHidden(const Json &document, const FieldSpec &root, const FieldSpec &field, const QString &path,
                   QSet<QString> &hidden)
{
    if (!field.conditions.isEmpty() && !conditionsHold(root, document, path))
        hidden.insert(path);
    if (field.kind == FieldKind::Object) {
        for (const FieldSpec &child : field.children)
            collectHidden(document, root, child, joinPath(path, child.key), hidden);
    } else if (field.kind == FieldKind::Array) {
        const Json *list = findPath(document, path);
        const int count = list && list->is_array() ? int(list->size()) : 0;
        for (int i = 0; i < count; ++i)
            collectHidden(document, root, field.children.front(), joinPath(path, i), hidden);
    }
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

QStringList writeDefaults(Json &document, const FieldSpec &root, const FieldSpec &field, const QString &path)
{
    if (!field.hasValue() || !conditionsHold(root, document, path))
        return {};
    if (!field.defaultJson.isEmpty() && !findPath(document, path)) {
        makeNode(document, root, path) = parsedDefault(field);
        return {path};
    }
    QStringList written;
    if (field.kind != FieldKind::Object)
        return written;
    for (const FieldSpec &child : field.children)
        written += writeDefaults(document, root, child, joinPath(path, child.key));
    return written;
}

Json newItem(const FieldSpec &itemSpec, const FieldSpec &root)
{
    if (!itemSpec.defaultJson.isEmpty())
        return parsedDefault(itemSpec);
    switch (itemSpec.kind) {
    case FieldKind::Object: {
        Json item = Json::object();
        for (const FieldSpec &child : itemSpec.children) {
            if (!child.defaultJson.isEmpty() && conditionsHold(root, Json::object(), child.path))
                item[child.key.toStdString()] = parsedDefault(child);
        }
        return item;
    }
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

QSet<QString> hiddenByConditions(const Json &document, const FieldSpec &root)
{
    QSet<QString> hidden;
    collectHidden(document, root, root, {}, hidden);
    return hidden;
}

} // namespace longshore
