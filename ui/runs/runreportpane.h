// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/asynctask.h"
#include "model/check/finding.h"
#include "model/run/runtypes.h"

#include <QWidget>

class QStandardItemModel;
class QTreeView;

namespace longshore
{

class PlainLabel;
class StatePage;

/// The Report tab of a run: what the contract, or experience with it, has against how the component behaved. Made on a
/// worker when it is first looked at.
class RunReportPane : public QWidget
{
    Q_OBJECT
public:
    explicit RunReportPane(QWidget *parent = nullptr);

    /// Another run, or the same one in a later state.
    void setRun(const RunSummary &run);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeTable();
    void make();
    void take(const Result<Findings> &findings);
    void addRow(const Finding &finding);
    void showChosen();

    RunSummary m_run;
    CancelToken m_making;
    bool m_made = false;
    PlainLabel *m_sentence;
    QTreeView *m_view;
    QStandardItemModel *m_model;
    PlainLabel *m_chosen;
    StatePage *m_states;
};

} // namespace longshore
