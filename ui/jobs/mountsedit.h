// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/mountsmodel.h"

#include <QWidget>

class QTreeView;

namespace longshore
{

class MarkLabel;
class RowButtons;

/// `extra.mounts`: a table of folders and volumes, with a picker for what is on this machine.
class MountsEdit : public QWidget
{
    Q_OBJECT
public:
    /// `editor` outlives the widget.
    MountsEdit(JobEditor &editor, QWidget *parent);

private:
    void add();
    void remove();
    void move(int by);
    void browse();
    void take(const QString &folder);
    void showState();

    JobEditor &m_editor;
    MountsModel *m_model;
    QTreeView *m_table;
    RowButtons *m_buttons;
    MarkLabel *m_problem;
};

} // namespace longshore
