// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/component/problem.h"
#include "model/jobs/fieldspec.h"

#include <QObject>
#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

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
    const FieldSpec *field(const QString &path) const; ///< nullptr when the schema has none
    Problems schemaProblems() const;                   ///< what of the schema degraded

    QVariant value(const QString &path) const;          ///< the document's, else invalid: a default is not a value
    QVariant effectiveValue(const QString &path) const; ///< the document's, else the schema's default
    QByteArray json(const QString &path) const;         ///< JSON text of the node, empty when not set
    int itemCount(const QString &path) const;           ///< of an Array

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
    void reset(const QString &path); ///< back to the loaded value
    void fillDefaults();             ///< writes the schema's defaults where the document has no value

    bool isChanged(const QString &path) const; ///< differs from the loaded document, at or below
    bool isVisible(const QString &path) const; ///< not hidden, and its and its parents' conditions hold (U3)

    /// The whole document, canonical layout. `parameters` as it will be sent: what the schema hides is left in place.
    QByteArray parameters() const;
    /// The raw JSON view: text that is no JSON object keeps the last good document and sets `textError()`.
    void setText(const QByteArray &text);
    QString textError() const; ///< sentence with line and column, or empty

    /// All problems of the current document, errors first; recomputed at once after each change.
    Problems problems() const;
    Problems problemsAt(const QString &path) const; ///< of this field itself

Q_SIGNALS:
    void reloaded(); ///< the whole form is new (`load`, `setText`)
    void valueChanged(const QString &path);
    void visibilityChanged(const QString &path);
    void itemsChanged(const QString &path); ///< items were added, removed or moved
    void problemsChanged();
    void documentChanged(); ///< after any change of `parameters()`
    void textErrorChanged(const QString &sentence);

private:
    void write(const QString &path, nlohmann::ordered_json value);
    void erase(const QString &path);
    void complain(const QString &path, const QString &message);
    void forgetUnreadableBelow(const QString &path);
    void finishChange(const QString &path);
    void refreshProblems();
    void setTextError(const QString &sentence);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace longshore
