// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/formmodel.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QVBoxLayout;

namespace longshore
{

class FieldEditor;
class ObjectField;

/// The whole form over a FormModel. Made anew when the model gets another schema; a new document only fills it.
class FormView : public QWidget
{
    Q_OBJECT
public:
    /// `model` outlives the form.
    FormView(FormModel &model, QWidget *parent);

    /// Focuses the field at `path`, or the nearest one above it; false when the form shows none of them.
    bool goTo(const QString &path);
    void setOnlyChanged(bool only); ///< hides what is as it was loaded
    /// A group asks whether to make its fields later: of a large form those beyond the first screen are made one group
    /// after another once the window is painted. False: now.
    bool makeLater(ObjectField *group);
    void completeNow(); ///< makes all that waits
    void showProblems(); ///< every problem, as if each field had been left

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fill();
    void refresh(const QString &changed);
    void makeNext();

    FormModel &m_model;
    FieldSpec m_root; ///< what the editors were made from
    FieldEditor *m_editor = nullptr;
    QVBoxLayout *m_column;
    bool m_stacked = false;
    bool m_onlyChanged = false;
    int m_made = 0; ///< fields of groups made at once
    QList<QPointer<ObjectField>> m_later;
    QTimer m_idle;
};

} // namespace longshore
