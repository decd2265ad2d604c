// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/matrix.h"

#include <QDialog>

class QPushButton;
class QStandardItemModel;
class QTreeView;

namespace longshore
{

class PlainLabel;

/// The same job run over several tags: one row each with verdict and duration. Not modal; closing it leaves the runs
/// alone. Deletes itself.
class MatrixDialog : public QDialog
{
    Q_OBJECT
public:
    /// Starts the cases.
    MatrixDialog(RunService &service, const QList<MatrixCase> &cases, QWidget *parent = nullptr);

Q_SIGNALS:
    void openRequested(const longshore::RunSummary &run);

private:
    QWidget *makeFoot();
    void showCase(int index);
    void openCurrent();
    void updateFoot();

    MatrixRun *m_runs;
    QStandardItemModel *m_model;
    QTreeView *m_view;
    PlainLabel *m_summary = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_stop = nullptr;
};

} // namespace longshore
