// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/formmodel.h"

#include <QWidget>

class QGridLayout;
class QToolButton;

namespace longshore
{

class ChangedDot;
class FieldEditor;
class ProblemLine;

/// One field of a form: changed dot, label, editor, reset arrow, and the help or the error below. Hides itself while
/// the field's conditions do not hold.
class FieldRow : public QWidget
{
    Q_OBJECT
public:
    FieldRow(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent);

    const QString &path() const { return m_path; }
    void refresh(const QString &changed);
    void reload();
    void setStacked(bool stacked); ///< the label above the field
    void showProblems();
    bool goTo(const QString &fieldPath); ///< focuses the field there, its problem shown
    void focusField();

private:
    QWidget *makeLabel(const FieldSpec &spec, int width);
    void arrange(bool stacked);
    void refreshState();
    void reset();

    FormModel &m_model;
    QString m_path;
    bool m_alwaysStacked;
    bool m_marksChange;
    QGridLayout *m_grid;
    ChangedDot *m_dot;
    QWidget *m_indent; ///< keeps the label column where a field has no label
    QWidget *m_label = nullptr; ///< null: the editor has its own
    FieldEditor *m_editor;
    ProblemLine *m_line;
    QToolButton *m_reset;
};

} // namespace longshore
