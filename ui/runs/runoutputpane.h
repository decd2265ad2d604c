// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"

#include <QWidget>

class QAction;
class QStandardItemModel;
class QTreeView;

namespace longshore
{

class PlainLabel;

/// The Output tab of a run: tables and files it produced, and what was wrong with them.
class RunOutputPane : public QWidget
{
    Q_OBJECT
public:
    explicit RunOutputPane(QWidget *parent = nullptr);

    void setRun(const RunSummary &run);

private:
    void fill(const RunResult &result);

    RunSummary m_run;
    QTreeView *m_view;
    QStandardItemModel *m_model;
    PlainLabel *m_sentence;
    PlainLabel *m_problems;
    QAction *m_open;
};

} // namespace longshore
