// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/phptext.h"

#include "model/json/json.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

QString phpText(const Json &scalar)
{
    if (scalar.is_string())
        return toQString(scalar);
    if (scalar.is_boolean())
        return scalar.get<bool>() ? u"1"_s : QString();
    return isNumber(scalar) ? QString::fromLatin1(numberText(scalar)) : QString();
}

} // namespace longshore
