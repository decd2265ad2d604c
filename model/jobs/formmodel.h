// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/component/problem.h"
#include "model/jobs/fieldsearch.h"

#include <QObject>
#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

class FormActions;
class MappingSources;

/// A form over a `parameters` document: the fields come from the schema, the values live in the document, which keeps
/// keys the schema does not know, their order and the spelling of numbers. Paths are the dotted paths of FieldSpec with
/// list indices in place of `*`. GUI thread.
///
/// Values travel as QVariant: QString, bool, qlonglong, double, QVariantList of scalars (MultiEnum); a Json, Object or
/// Array field's value is its JSON text as QByteArray. An invalid QVariant means "not set".
class FormModel : public QObject
{
    Q_OBJECT
public:
    explicit FormModel(QObject *parent = nullptr);
    ~FormModel() override;

    /// Starts anew with a schema (may be empty: one Json field) and parameters (JSON object). The parameters as given
    /// here are what `isChanged` and `reset` compare with. Error::BadInput when `parameters` is not JSON; nothing
    /// changed.
    Result<void> load(const QByteArray &schema, const QByteArray &parameters);

    const FieldSpec &root() const;
    const FieldSpec *field(const QString &path) const; ///< of variants in the active one; nullptr when there is none
    Problems schemaProblems() const;                   ///< what of the schema degraded

    QVariant value(const QString &path) const;          ///< the document's, else invalid: a default is not a value
    QVariant effectiveValue(const QString &path) const; ///< the document's, else the schema's default
    QByteArray json(const QString &path) const;         ///< JSON text of the node, empty when not set
    int itemCount(const QString &path) const;           ///< of an Array
    /// The choices of an Enum or MultiEnum: the schema's, those of another list of the document (U6), those loaded.
    QList<FieldChoice> choices(const QString &path) const;
    /// The active child of `variants`, which stands at `path`; -1 when the document's discriminator is none of them.
    int variant(const FieldSpec &variants, const QString &path) const;
    /// Whether the conditions of `variants` themselves hold; fields know by `isVisible`.
    bool isOffered(const FieldSpec &variants, const QString &path) const;
    /// The fields that match, best first (`searchFields`).
    QList<FieldHit> search(const QString &words) const;

    /// Writes one value (invalid = remove the key). A missing parent object is made.
    void setValue(const QString &path, const QVariant &value);
    /// Writes one value as JSON text, for Json fields. Text that is no JSON is kept as that field's error and changes
    /// nothing.
    void setJson(const QString &path, const QByteArray &text);
    /// Writes a number as typed, so that its spelling survives (`1.10`); text that is no number becomes a problem.
    void setNumber(const QString &path, const QString &text);
    void addItem(const QString &path); ///< appends an item made of its defaults
    void removeItem(const QString &path, int index);
    void moveItem(const QString &path, int from, int to);
    /// Makes another variant the active one. The values of the one left are kept and come back with it.
    void setVariant(const FieldSpec &variants, const QString &path, int index);
    void reset(const QString &path);          ///< back to the loaded value
    void resetToDefault(const QString &path); ///< the schema's default, else not set
    void fillDefaults();                      ///< writes the schema's defaults where the document has no value

    bool isChanged(const QString &path) const; ///< differs from the loaded document, at or below
    bool isDefault(const QString &path) const; ///< what `resetToDefault` would leave
    bool isVisible(const QString &path) const; ///< not hidden, and its and its parents' conditions hold (U3)

    /// The whole document, canonical layout. `parameters` as it will be sent: what the schema hides is left in place.
    QByteArray parameters() const;
    /// The raw JSON view: text that is no JSON object keeps the last good document and sets `textError()`.
    void setText(const QByteArray &text);
    QString textError() const; ///< sentence with line and column, or empty

    /// All problems of the document, errors first; of a large form those of a moment ago while it is being checked.
    Problems problems() const;
    bool isChecked() const; ///< `problems` is about the document as it is now
    Problems problemsAt(const QString &path) const; ///< of this field itself, those found elsewhere too
    Problems problemsBelow(const QString &path) const; ///< the same at and below
    /// What others found wrong with the document (the contract's rules); shown at its fields, no part of `problems`.
    void setOuterProblems(const Problems &problems);

    FormActions &actions() const; ///< buttons, and choices that the component lists

    /// What fields with a suggestion are completed from; nullptr, as at first: nothing. It outlives the form.
    void setSources(MappingSources *sources);
    MappingSources *sources() const;
    /// What the sources know for the field; not `choices`, as it may hold anything else.
    QList<FieldChoice> suggestions(const QString &path) const;
    /// The value of the field's `suggestion.of`, wherever it is nearest: beside the field, or beside what it is in. What
    /// counts there while it is empty.
    QString suggestionOf(const QString &path) const;

Q_SIGNALS:
    void loaded();   ///< another schema, another document (`load`); before `reloaded`
    void reloaded(); ///< the whole form is new (`load`, `setText`)
    void valueChanged(const QString &path);
    void visibilityChanged(const QString &path);
    void itemsChanged(const QString &path); ///< items were added, removed or moved
    void variantChanged(const QString &path); ///< another variant is active there, or none
    void problemsChanged();
    void checked(); ///< `isChecked` became true
    void documentChanged(); ///< after any change of `parameters()`
    void textErrorChanged(const QString &sentence);
    void suggestionsChanged(); ///< the sources know other things

private:
    void write(const QString &path, nlohmann::ordered_json value);
    void erase(const QString &path);
    void complain(const QString &path, const QString &message);
    void forgetUnreadableBelow(const QString &path);
    void finishChange(const QString &path);
    void takeDocument(nlohmann::ordered_json document);
    void exchangeVariants(const QHash<VariantsKey, int> &before);
    void publishProblems();
    void setTextError(const QString &sentence);
    QString textAt(const QString &path) const;

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace longshore
