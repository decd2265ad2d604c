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
    Date,      ///< `YYYY-MM-DD` (`format: date`)
    MultiEnum, ///< list of some of `choices`
    Object,    ///< has `children`
    Array,     ///< items described by `children.front()`, which has the path `<path>.*`
    Json,      ///< anything this form has no widget for: edited as JSON text (U10)
    Info,      ///< text without a value (`format: info`)
    Action,    ///< a button (`type: button`): runs the sync action `action`, has no value (U5)
    Variants   ///< `oneOf`/`anyOf`: the value is described by one of `children`, which share its path; see below
};

/// One allowed value of an Enum or MultiEnum.
struct FieldChoice {
    QVariant value; ///< string, qlonglong, double, bool, or an invalid QVariant for null
    QString title;  ///< plain text; the value's text when the schema gives none

    bool operator==(const FieldChoice &) const = default;
};

/// `options.dependencies`, or `if` of JSON Schema: the field shows while each condition holds (U3).
struct FieldCondition {
    QString path;         ///< dotted path within the parameters
    QVariantList anyOf;   ///< allowed values
    bool negated = false; ///< of an `else`: the value is none of `anyOf`

    bool operator==(const FieldCondition &) const = default;
};

/// `options.async`: choices that the component itself lists (U9).
struct ChoiceSource {
    QString action;         ///< sync action; empty: choices are not loaded
    QString label;          ///< of the button; may be empty
    bool onOpen = false;    ///< `autoload`: when the form opens
    QStringList watched;    ///< `autoload`: dotted paths within the parameters whose change loads again
    bool isCached = true;   ///< `cache`
    bool isRequired = false;

    bool operator==(const ChoiceSource &) const = default;
};

/// Legacy `enumSource` with `watch`: choices are the items of a list elsewhere in the parameters (U6).
struct ChoiceList {
    QString path;     ///< of that list; empty: none
    QString valueKey; ///< member of an item that is the value; empty: the item itself
    QString titleKey; ///< member that is the title; empty: the value

    bool operator==(const ChoiceList &) const = default;
};

/// `options.suggest`, in our own forms: what the surroundings of the form know for the field (MappingSources).
struct Suggestion {
    QString what; ///< "tables", "columns", …; empty: nothing
    QString of;   ///< key beside the field, or beside what it is in, whose value says of what: of which table

    bool operator==(const Suggestion &) const = default;
};

/// What tells one variant of a Variants field from the others.
struct VariantMark {
    QVariantList values;  ///< of the key `FieldSpec::discriminator`
    QString type;         ///< JSON type, where types tell
    QStringList keys;     ///< of an object
    QStringList required; ///< of an object

    bool operator==(const VariantMark &) const = default;
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
    bool canCollapse = true; ///< not `disable_collapse`
    bool creatable = false;  ///< an Enum or MultiEnum that also takes other values
    bool trims = false;      ///< `format: trim`: white space around the text goes when the field is left
    bool fixed = false;      ///< `const`
    ChoiceSource choiceSource;
    ChoiceList choiceList;
    Suggestion suggestion;
    QString action; ///< of an Action
    QString documentationLink; ///< http(s) only
    QString documentationText;
    QString editorMode;     ///< `options.editor.mode`: "text/x-sql", "application/json", …
    QString encryptionHint; ///< said under a secret
    int propertyOrder = 0;
    int gridColumns = 0; ///< 1–12, 0 = not given
    bool gridBreak = false; ///< starts a new grid row
    int inputHeight = 0; ///< pixels, 0 = not given
    bool canAdd = true, canDelete = true, canReorder = true; ///< of an Array

    std::optional<double> minimum, maximum, multipleOf;
    bool exclusiveMinimum = false, exclusiveMaximum = false;
    std::optional<qint64> minimumLength, maximumLength; ///< of a string, in Unicode code points
    std::optional<qint64> minimumItems, maximumItems;
    bool uniqueItems = false;
    QString pattern;

    QList<FieldChoice> choices;
    QList<FieldCondition> conditions;
    std::vector<FieldSpec> children; ///< in display order (U1)

    // Of Variants:
    int variantsId = 0;             ///< unique within the form
    bool isPart = false;            ///< adds fields to the Object it is a child of, with whose path; else it is a value
    bool followsField = false;      ///< the discriminator is a field of that Object, which is the selector
    QString discriminator;          ///< key whose value tells the variants apart; empty: types or keys do
    std::vector<VariantMark> marks; ///< one per child

    bool operator==(const FieldSpec &) const = default;
    bool hasValue() const { return kind != FieldKind::Info && kind != FieldKind::Action; }
    /// The field at `path` at or below this one; list indices match `*`; of variants the first that has it. nullptr
    /// when the schema has none. `findField` knows which variant counts.
    const FieldSpec *find(const QString &fieldPath) const;
};

} // namespace longshore
