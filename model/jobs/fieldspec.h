// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QVariant>
#include <optional>
#include <vector>

namespace longshore
{

enum class FieldKind {
    String,
    Text,     ///< several lines (`textarea`, `editor` of a string)
    Password, ///< key starts with `#`, or `format: password`; never echoed (U2)
    Integer,
    Number,
    Boolean,
    Enum,      ///< one of `choices`
    MultiEnum, ///< list of some of `choices`
    Object,    ///< has `children`
    Array,     ///< items described by `children.front()`, which has the path `<path>.*`
    Json,      ///< anything this form has no widget for: edited as JSON text (U10)
    Info,      ///< text without a value (`format: info`)
    Action     ///< a button (`type: button`): runs the sync action `action`, has no value (U5)
};

/// One allowed value of an Enum or MultiEnum.
struct FieldChoice {
    QVariant value; ///< string, qlonglong, double, bool, or an invalid QVariant for null
    QString title;  ///< plain text; the value's text when the schema gives none

    bool operator==(const FieldChoice &) const = default;
};

/// `options.dependencies`: the field shows while each condition holds (U3).
struct FieldCondition {
    QString path;       ///< dotted path within the parameters
    QVariantList anyOf; ///< allowed values

    bool operator==(const FieldCondition &) const = default;
};

/// One field of a form, as its schema describes it; no widgets, no values.
struct FieldSpec {
    FieldKind kind = FieldKind::Json;
    QString key;         ///< within its parent; empty for the root and for list items
    QString path;        ///< dotted path within the parameters; `*` stands for a list index
    QString title;       ///< plain text; the key when the schema gives none
    QString description; ///< plain text
    QString tooltip;     ///< plain text (Markdown in the schema)
    QString placeholder;
    QString format;         ///< as in the schema, also unknown ones
    QByteArray defaultJson; ///< JSON; empty = none
    bool required = false;
    bool omitEmptyChoice = false; ///< legacy `required: true` of an Enum: no empty choice, yet not required (U4)
    bool nullable = false;
    bool hidden = false;   ///< `options.hidden`
    bool readOnly = false; ///< `readOnly`, `options.enabled: false`, `const`, legacy `enumSource`
    bool collapsed = false;
    bool creatable = false;    ///< an Enum that also takes other values
    bool loadsChoices = false; ///< `options.async`: choices come from the sync action `action`
    QString action;
    int propertyOrder = 0;
    int gridColumns = 0; ///< 1–12, 0 = not given
    int inputHeight = 0; ///< pixels, 0 = not given

    std::optional<double> minimum, maximum, multipleOf;
    bool exclusiveMinimum = false, exclusiveMaximum = false;
    std::optional<qint64> minimumLength, maximumLength; ///< of a string, in Unicode code points
    std::optional<qint64> minimumItems, maximumItems;
    bool uniqueItems = false;
    QString pattern;

    QList<FieldChoice> choices;
    QList<FieldCondition> conditions;
    std::vector<FieldSpec> children; ///< in display order (U1)

    bool operator==(const FieldSpec &) const = default;
    bool hasValue() const { return kind != FieldKind::Info && kind != FieldKind::Action; }
    /// The field at `path` at or below this one; list indices match `*`. nullptr when the schema has none.
    const FieldSpec *find(const QString &fieldPath) const;
};

} // namespace longshore
