// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/formmodel.h"

#include <QWidget>

namespace longshore
{

/// What edits the value of one field: shows what the model has, writes what a person types. Subclasses put their
/// control in and tell `adopt` which one takes the focus.
class FieldEditor : public QWidget
{
    Q_OBJECT
public:
    /// `spec` outlives the editor; `path` has list indices in place of `*`.
    FieldEditor(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

    const FieldSpec &spec() const { return m_spec; }
    const QString &path() const { return m_path; }

    /// Something at `changed`, above or below it has changed. Shows the model's value when it is another than the one
    /// last shown or written, so that what is being typed stays.
    virtual void refresh(const QString &changed);
    /// Shows the model's value in any case.
    virtual void reload();
    /// Draws the control as wrong.
    virtual void setWrong(bool wrong);
    virtual void focusField();
    /// Labels stand above their fields (a narrow form).
    virtual void setStacked(bool stacked);
    /// Hides what was not changed, below a group; a field by itself is hidden by its row.
    virtual void setOnlyChanged(bool) {}
    /// Shows every problem at or below this field, as if it had been left.
    virtual void showProblems() {}
    /// The editor's own row or a row below it that has the longest part of `fieldPath`; focuses it.
    virtual bool goTo(const QString &fieldPath);
    /// Whether the editor takes the whole width below its label instead of standing beside it.
    virtual bool isGroup() const { return false; }

Q_SIGNALS:
    void edited(); ///< a person changed the value
    void left();   ///< the focus went elsewhere

protected:
    FormModel &model() const { return m_model; }
    /// Names `control`, gives it the focus of this editor and watches it being left.
    void adopt(QWidget *control);
    /// Writes through `write` and tells; a refresh caused by it keeps what is shown.
    template<class Write>
    void commit(const Write &write)
    {
        m_writing = true;
        write();
        m_writing = false;
        m_seen = model().json(m_path);
        Q_EMIT edited();
    }
    /// What to show when there is no value of the expected kind: the default, that there is JSON, or the schema's
    /// placeholder.
    QString hint() const;
    /// A scalar as text; empty for anything else.
    QString valueText() const;
    /// A number that is a number still stays one (`"type": ["string", "integer"]`). Text that was deleted stays as an empty text where the key was there before, or where removing it would bring a
    /// default back; else the key goes.
    void writeText(const QString &text);
    virtual void showValue() = 0;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    FormModel &m_model;
    const FieldSpec &m_spec;
    QString m_path;
    QByteArray m_seen;
    bool m_hadValue;
    bool m_writing = false;
    QWidget *m_control = nullptr;
};

/// The editor for `spec`'s kind, already showing the value.
FieldEditor *makeFieldEditor(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent);

} // namespace longshore
