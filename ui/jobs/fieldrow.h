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
/// the field's conditions do not hold. What most fields never need is made when it is needed: a form may have hundreds.
class FieldRow : public QWidget
{
    Q_OBJECT
public:
    FieldRow(FormModel &model, const FieldSpec &spec, const QString &path, int depth, QWidget *parent);

    const QString &path() const { return m_path; }
    const FieldSpec &spec() const { return m_spec; }
    void refresh(const QString &changed);
    void reload();
    void setStacked(bool stacked); ///< the label above the field
    void setOnlyChanged(bool only); ///< hides while nothing at or below the field was changed
    void showProblems();
    bool goTo(const QString &fieldPath); ///< focuses the field there, its problem shown
    void focusField();

    /// The label column of a form: `metrics::formLabel`, less within groups.
    static int labelWidth(int depth);
    /// Where the label column begins.
    static int labelStart();

private:
    QWidget *makeLabel(int width);
    QWidget *makeTitle(QWidget *parent);
    void arrange();
    void refreshState();
    void showChanged(bool changed);
    ProblemLine &line();
    void tellProblem();
    QToolButton *makeMenuButton();
    void reset();
    void resetToDefault();

    FormModel &m_model;
    const FieldSpec &m_spec;
    QString m_path;
    int m_depth;
    bool m_alwaysStacked;
    bool m_stacked = false;
    bool m_marksChange;
    bool m_onlyChanged = false;
    bool m_left = false; ///< since it was last edited
    QGridLayout *m_grid;
    QWidget *m_label = nullptr; ///< null: the editor has its own
    FieldEditor *m_editor;
    ChangedDot *m_dot = nullptr;    ///< of a field that was changed once
    QToolButton *m_reset = nullptr; ///< likewise
    ProblemLine *m_line = nullptr;  ///< of a field with a help, or that was left
};

} // namespace longshore
