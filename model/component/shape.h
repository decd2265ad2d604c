// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"

#include <QByteArray>
#include <QStringList>
#include <nlohmann/json_fwd.hpp>
#include <vector>

namespace longshore
{

struct ShapeMember;

/// What one node of a configuration may hold, in the terms of the platform's own definition (Symfony Config).
struct Shape {
    enum class Kind {
        Any,    ///< opaque: passed on as it is
        Scalar, ///< string, number, boolean or null
        Text,   ///< scalar that may not be empty
        Bool,   ///< strictly true or false
        Int,    ///< strictly a whole number
        Choice, ///< one of `choices`
        Map,    ///< `members`
        List    ///< every element of shape `members.front()`
    };

    Kind kind = Kind::Any;
    std::vector<ShapeMember> members;
    QStringList choices;
    bool keepsExtra = false; ///< Map: unknown keys are kept instead of refused
    bool nullable = false;
};

struct ShapeMember {
    QString key; ///< empty for a list's element
    Shape shape;
    QByteArray fallback; ///< JSON filled in when missing; empty = nothing is
    bool required = false;
};

/// `json` with C2's `foo-bar` spellings made `foo_bar` and defaults filled in after the given keys (C6). Problems name
/// dotted paths in the platform's words (C1): `Unrecognized option "foo" under "container.storage"`. `root` is what the
/// paths of messages start with. null where a map or a list belongs is an empty one, as in the platform's definition.
nlohmann::ordered_json applyShape(const nlohmann::ordered_json &json, const Shape &shape, Problems *problems,
                                  const QString &root = QStringLiteral("container"));

/// The stored configuration (§2.1, §4, §5.3, §5.4).
const Shape &configurationShape();

} // namespace longshore
