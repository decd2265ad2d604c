// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/datasnapshot.h"
#include "model/run/datatreemodel.h"
#include "model/run/runstages.h"

#include <QWidget>

class QAction;
class QCheckBox;
class QComboBox;
class QSplitter;
class QTreeView;

namespace longshore
{

class FilePreviewPane;
class PlainLabel;
class StatePage;

/// The Data tab of a run: its data folder at each stage as the capsule kept it, a preview of the file chosen, and what
/// changed since another snapshot. Everything is read on workers.
class RunDataPane : public QWidget
{
    Q_OBJECT
public:
    explicit RunDataPane(QWidget *parent = nullptr);

    void setRun(const RunSummary &run, const QList<StageSummary> &stages);
    /// Reads what the capsule has, when it is first looked at.
    void load();

Q_SIGNALS:
    /// The list of the chosen snapshot is on the screen, or why it is not.
    void listed();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeBar();
    void makeTree();
    void showSnapshots(const QList<DataSnapshot> &snapshots);
    QString labelOf(const DataSnapshot &snapshot) const;
    void list();
    void take(const Result<DataComparison> &comparison);
    void preview();

    RunSummary m_run;
    QList<StageSummary> m_stages;
    QList<DataSnapshot> m_snapshots;
    DataTreeModel m_model;
    CancelToken m_listing;
    bool m_loaded = false;
    bool m_compared = false;
    QComboBox *m_shown;
    QComboBox *m_before;
    QCheckBox *m_onlyChanges;
    class ChangesFilter;
    ChangesFilter *m_filter;
    PlainLabel *m_facts;
    QSplitter *m_splitter;
    QTreeView *m_view;
    FilePreviewPane *m_preview;
    StatePage *m_states;
};

} // namespace longshore
