// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/visibility.h"

#include "model/jobs/jsonvariant.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// `path` with each `*` replaced by the index that stands there in `concrete`, while both agree.
QString withIndices(const QString &path, const QStringList &concrete)
{
    const QStringList steps = splitPath(path);
    QString result;
    for (qsizetype i = 0; i < steps.size(); ++i)
        result = joinPath(result, steps[i] == "*"_L1 && i < concrete.size() ? concrete[i] : steps[i]);
    return result;
}

QVariant currentValue(const FieldSpec &root, const Json &document, const QString &path)
{
    if (const Json *node = findPath(document, path))
        return toVariant(*node);
    const FieldSpec *field = root.find(path);
    if (!field)
        return {};
    if (!field->defaultJson.isEmpty()) {
        const Result<Json> fallback = scanJson(field->defaultJson, u"read a default"_s);
        return fallback ? toVariant(*fallback) : QVariant();
    }
    return field->kind == FieldKind::Boolean ? QVariant(false) : QVariant();
}

bool holds(const FieldCondition &condition, const QVariant &value)
{
    if (value.typeId() != QMetaType::QVariantList)
        return condition.anyOf.contains(value);
    const QVariantList chosen = value.toList();
    for (const QVariant &item : chosen) {
        if (condition.anyOf.contains(item))
            return true;
    }
    return false;
}

} // namespace

bool conditionsHold(const FieldSpec &root, const Json &document, const QString &path)
{
    const QStringList steps = splitPath(path);
    QString here;
    for (const QString &step : steps) {
        here = joinPath(here, step);
        const FieldSpec *field = root.find(here);
        if (!field)
            return true;
        for (const FieldCondition &condition : field->conditions) {
            if (!holds(condition, currentValue(root, document, withIndices(condition.path, steps))))
                return false;
        }
    }
    return true;
}

} // namespace longshore
