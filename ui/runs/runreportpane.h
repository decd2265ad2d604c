// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/asynctask.h"
#include "model/check/finding.h"
#include "model/run/runtypes.h"
#include "ui/runs/sentencepane.h"

namespace longshore
{

/// The Report tab of a run: what the contract, or experience with it, has against how the component behaved. Made on a
/// worker when it is first looked at.
class RunReportPane : public SentencePane
{
    Q_OBJECT
public:
    explicit RunReportPane(QWidget *parent = nullptr);

    /// Another run, or the same one in a later state.
    void setRun(const RunSummary &run);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void make();
    void take(const Result<Findings> &findings);
    void addRow(const Finding &finding);
    void showChosen();

    RunSummary m_run;
    CancelToken m_making;
    bool m_made = false;
    PlainLabel *m_chosen;
};

} // namespace longshore
