// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runevents.h"

#include <QTimer>
#include <QWidget>

class QTreeView;

namespace longshore
{

class JsonView;
class RunService;
class StatePage;

/// The Engine tab of a run: its journal, what was asked of the engine and what came of it, and the details of the entry
/// chosen.
class RunEnginePane : public QWidget
{
    Q_OBJECT
public:
    explicit RunEnginePane(RunService &service, QWidget *parent = nullptr);

    void setRun(const RunSummary &run);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void load();
    void take(const Result<QList<RunEvent>> &events);
    void showDetails();

    RunService &m_service;
    RunSummary m_run;
    RunEventsModel m_model;
    QTimer m_soon; ///< several changes in a row are read once
    bool m_stale = true;
    QTreeView *m_view;
    JsonView *m_details;
    StatePage *m_states;
};

} // namespace longshore
