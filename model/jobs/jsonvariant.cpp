// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/jsonvariant.h"

#include "model/json/json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace longshore
{

QVariant toVariant(const Json &json)
{
    if (json.is_string())
        return toQString(json);
    if (json.is_boolean())
        return json.get<bool>();
    if (isNumber(json)) {
        bool fits = false;
        const qlonglong integer = numberText(json).toLongLong(&fits);
        return fits ? QVariant(integer) : QVariant(numberValue(json));
    }
    if (!json.is_array())
        return {};
    QVariantList list;
    for (const Json &item : json)
        list.append(toVariant(item));
    return list;
}

Json fromVariant(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::QString:
        return fromQString(value.toString());
    case QMetaType::Bool:
        return value.toBool();
    case QMetaType::Int:
    case QMetaType::LongLong:
        return std::int64_t(value.toLongLong());
    case QMetaType::Double: {
        constexpr double exact = 9007199254740992.0; // 2^53
        const double number = value.toDouble();
        const bool whole = std::abs(number) < exact && std::trunc(number) == number;
        return whole ? Json(std::int64_t(number)) : Json(number);
    }
    case QMetaType::QVariantList:
    case QMetaType::QStringList: {
        Json list = Json::array();
        const QVariantList items = value.toList();
        for (const QVariant &item : items)
            list.push_back(fromVariant(item));
        return list;
    }
    default:
        return nullptr;
    }
}

} // namespace longshore
