// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/formmodel.h"

#include <QWidget>

class QVBoxLayout;

namespace longshore
{

class FieldEditor;

/// The whole form over a FormModel. Made anew when the model gets another schema; a new document only fills it.
class FormView : public QWidget
{
    Q_OBJECT
public:
    /// `model` outlives the form.
    FormView(FormModel &model, QWidget *parent);

    /// Focuses the field at `path`, or the nearest one above it; false when the form shows none of them.
    bool goTo(const QString &path);
    void showProblems(); ///< every problem, as if each field had been left

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fill();
    void refresh(const QString &changed);

    FormModel &m_model;
    FieldSpec m_root; ///< what the editors were made from
    FieldEditor *m_editor = nullptr;
    QVBoxLayout *m_column;
    bool m_stacked = false;
};

} // namespace longshore
